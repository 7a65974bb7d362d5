"""The catalogue of texts for translators: `make texts` writes it, a house test compares it.

The catalogue of each language follows it: new texts come in empty, old ones go.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.i18n import catalogues

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "app" / "locale" / "portal.pot"

_METHODS = [
    ("app/**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
]
_OPTIONS = {"**": {"encoding": "utf-8", "silent": "false", "newstyle_gettext": "true"}}
_KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}


def collected() -> bytes:
    """Places by file only: a line number would change with every edit above it."""
    catalogue = Catalog(
        project="Quartiersportal",
        version="1",
        copyright_holder="Quartiersportal",
        msgid_bugs_address="",
        # A date of today would make the file differ every day.
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
        fuzzy=False,
    )
    for folder in ("app", "templates"):
        for file, _line, message, comments, context in extract_from_dir(
            str(ROOT / folder),
            method_map=[(m.split("/", 1)[1], k) for m, k in _METHODS if m.startswith(folder)],
            options_map=_OPTIONS,
            keywords=_KEYWORDS,
        ):
            place = (f"{folder}/{file}", 0)
            catalogue.add(message, None, [place], auto_comments=comments, context=context)
    out = BytesIO()
    write_po(out, catalogue, width=100, sort_by_file=True, include_lineno=False)
    return out.getvalue()


def messages() -> list[tuple[str, list[str]]]:
    """Every text of code and templates, with the files it stands in; of a plural both forms."""
    catalogue = read_po(BytesIO(collected()))
    return [
        (text, [file for file, _line in message.locations])
        for message in catalogue
        for text in ([message.id] if isinstance(message.id, str) else message.id)
        if text
    ]


def update(folder: Path = CATALOGUE.parent) -> None:
    """A changed text keeps nothing of its old translation: who guesses would be wrong in public."""
    template = catalogues.template(folder)
    for language, path in catalogues.sources(folder).items():
        catalogue = catalogues.read(path, language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False)


if __name__ == "__main__":
    CATALOGUE.parent.mkdir(exist_ok=True)
    CATALOGUE.write_bytes(collected())
    update()
