"""Languages of a test alone: the portal has none yet but German."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from app import i18n

Words = dict[str | tuple[str, str], str | tuple[str, str]]


def write_language(folder: Path, language: str, words: Words) -> Path:
    """The `.po` of a language, as a translator hands it in; gives the folder of them all."""
    catalogue = Catalog(locale=language, fuzzy=False)
    for text, translation in words.items():
        catalogue.add(text, translation)
    path = folder / language / "LC_MESSAGES" / f"{i18n.DOMAIN}.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalogue)
    return folder


@contextmanager
def spoken_from(folder: Path) -> Iterator[None]:
    """The portal knows the languages of this folder, and no others."""
    before, i18n.LOCALES = i18n.LOCALES, folder
    i18n.translations.cache_clear()
    try:
        yield
    finally:
        i18n.LOCALES = before
        i18n.translations.cache_clear()
