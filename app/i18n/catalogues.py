"""Compiling the catalogues: `locale/<language>/LC_MESSAGES/portal.po` becomes a `.mo` beside it.

`python -m app.i18n.catalogues` is a step of the build, and tells how complete each language is.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.i18n import DOMAIN, LOCALES


class Unsound(Exception):
    """A translation would fail when it is shown, such as one with another placeholder."""


def sources(folder: Path = LOCALES) -> dict[str, Path]:
    """The `.po` of each language. German needs none: it is the source."""
    return {path.parts[-3]: path for path in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))}


def template(folder: Path = LOCALES) -> Catalog:
    """All texts there are to translate."""
    return read(folder / f"{DOMAIN}.pot")


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compile_all(folder: Path = LOCALES) -> dict[str, Catalog]:
    """Each language's catalogue, compiled. Raises Unsound and then compiles none."""
    catalogues = {language: read(path, language) for language, path in sources(folder).items()}
    faults = [fault for catalogue in catalogues.values() for fault in _faults(catalogue)]
    if faults:
        raise Unsound("\n".join(faults))
    for language, catalogue in catalogues.items():
        with sources(folder)[language].with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    return catalogues


def completeness(catalogue: Catalog, template: Catalog) -> tuple[int, int]:
    """(texts translated, texts there are). What is unsure (fuzzy) is shown in German as well."""
    texts = [message.id for message in template if message.id]
    found = (catalogue.get(text) for text in texts)
    return sum(message is not None and _is_whole(message) for message in found), len(texts)


def report(catalogues: dict[str, Catalog], template: Catalog) -> list[str]:
    """A line for each language."""
    lines = []
    for language, catalogue in catalogues.items():
        done, of = completeness(catalogue, template)
        lines.append(f"{language}: {done * 100 // of} % translated, {of - done} texts to go")
    return lines


def _is_whole(message: Message) -> bool:
    """One of several forms left out would show nothing."""
    forms = message.string
    whole = all(forms) if isinstance(forms, tuple | list) else bool(forms)
    return whole and not message.fuzzy


def _faults(catalogue: Catalog) -> list[str]:
    return [
        f"{catalogue.locale_identifier}: {message.id!r}: {error}"
        for message, errors in catalogue.check()
        for error in errors
    ]


if __name__ == "__main__":
    for line in report(compile_all(), template()):
        sys.stdout.write(line + "\n")
