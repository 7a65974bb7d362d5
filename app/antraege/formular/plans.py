"""The plans of a draft: their lines, and the one line that is being written.

A line is whole or it is none. What is begun and left stays as unread texts of its page until
somebody ends it or empties its fields.
"""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from app.antraege.formular import drafts
from app.antraege.formular.fitting import fit_line
from app.antraege.formular.line_forms import KostenForm, LineForm, PostenForm
from app.antraege.formular.merging import digest_of
from app.antraege.formular.summary import cost_in_words, money_in_words
from app.antraege.formular.unread import Raws, raws_of
from app.antraege.models import Antrag, Finanzierungsposten, Kostenposition
from app.antraege.rules import LINE, Seite
from app.text.inputs import clean_text

LINE_PREFIX = "zeile"
LINE_ID = f"{LINE_PREFIX}-id"
"""The hidden field that names the line which is changed; a new one has none."""

LINE_FORMS: dict[str, type[LineForm]] = {
    Seite.kosten: KostenForm,
    Seite.finanzierung: PostenForm,
}

Row = Kostenposition | Finanzierungsposten


@dataclass(frozen=True)
class OpenLine:
    """The form of the line that is being written; `row` is the line that it changes."""

    form: Any
    row: Row | None = None

    @property
    def id(self) -> str:
        return str(self.row.id) if self.row else ""

    @property
    def title(self) -> str:
        return self.row.text if self.row else ""


def rows_of(antrag: Antrag, key: str) -> list[Any]:
    """The lines of the page's plan; none where it has no plan."""
    plans: dict[str, list[Any]] = {
        Seite.kosten: antrag.kosten,
        Seite.finanzierung: antrag.finanzierung,
    }
    return plans.get(key, [])


def row_named(antrag: Antrag, key: str, number: object) -> Any:
    """The line with this id, or None."""
    return next((row for row in rows_of(antrag, key) if str(row.id) == str(number or "")), None)


def half_line(antrag: Antrag, key: str) -> Raws:
    """What was begun of a line and left."""
    raws = raws_of(antrag, key)
    return {name: text for name, text in raws.items() if name.startswith(LINE)}


def stored_line(antrag: Antrag, key: str, number: object = None) -> OpenLine:
    """The line that was left half, or the one with this id, or an empty one."""
    raws = half_line(antrag, key)
    if raws:
        form = _form(antrag, key, FormData(raws))
        form.validate()
        return OpenLine(form, row_named(antrag, key, raws.get(LINE_ID)))
    row = row_named(antrag, key, number)
    values = _values(row) if row else None
    return OpenLine(_form(antrag, key, data=values), row)


def sent_line(antrag: Antrag, key: str, data: FormData) -> OpenLine:
    form = _form(antrag, key, data)
    return OpenLine(form, row_named(antrag, key, data.get(LINE_ID)))


def empty_line(antrag: Antrag, key: str) -> OpenLine:
    return OpenLine(_form(antrag, key))


def _form(antrag: Antrag, key: str, sent: FormData | None = None, **kw: Any) -> LineForm:
    form = LINE_FORMS[key](sent, prefix=LINE_PREFIX, **kw)
    fit_line(form, antrag.fonds)
    return form


def digest_sent(line: OpenLine) -> str:
    """Of the line as it would be saved; "" where it is not whole."""
    return digest_of_row(drafts.row_of(line.form)) if line.form.validate() else ""


def half_sent(line: OpenLine) -> Raws:
    """What was sent of a line that is not whole, choices too."""
    found = {}
    for field in line.form:
        raw = next((raw for raw in field.raw_data or () if isinstance(raw, str)), "")
        if text := clean_text(raw):
            found[field.name] = text
    return found | ({LINE_ID: line.id} if line.row else {})


def digest_of_row(row: Row) -> str:
    if isinstance(row, Kostenposition):
        return digest_of(row.kategorie, row.text, row.anzahl, row.einzelpreis_cent)
    return digest_of(row.art, row.text, row.betrag_cent, row.zusage)


def digests_of_plan(antrag: Antrag, key: str) -> dict[str, str]:
    """Of each line, and of the one that was left half, for what the page carries."""
    lines = {f"{LINE}{row.id}": digest_of_row(row) for row in rows_of(antrag, key)}
    return lines | {LINE: digest_of(*sorted(half_line(antrag, key).items()))}


def in_words(row: Row) -> str:
    """A whole line, to be told apart from another state of it."""
    words = cost_in_words(row) if isinstance(row, Kostenposition) else money_in_words(row)
    return f"{row.text}: {words}"


def _values(row: Row) -> dict[str, Any]:
    if isinstance(row, Kostenposition):
        return {
            "text": row.text,
            "kategorie": row.kategorie.value,
            "anzahl": row.anzahl,
            "einzelpreis": row.einzelpreis_cent,
        }
    return {
        "text": row.text,
        "art": row.art.value,
        "betrag": row.betrag_cent,
        "zusage": row.zusage.value if row.zusage else "",
    }
