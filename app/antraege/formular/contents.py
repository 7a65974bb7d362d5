"""What each page of the form shows beside the frame: forms, lines of the plans, files, summary."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session
from wtforms import Form

from app.antraege import queries
from app.antraege.formular import topics
from app.antraege.formular.fitting import assigning, fit_line, form_of, offer_lines
from app.antraege.formular.forms import ANGEBOT, REASON_PREFIX, ZWECKE, AnlagenForm, ZuordnungForm
from app.antraege.formular.line_forms import KostenForm, LineForm, PostenForm
from app.antraege.formular.sheets import Sheet
from app.antraege.formular.summary import Section, in_pieces, open_pages, sections, source
from app.antraege.formular.topics import ANLAGEN, PRUEFEN
from app.antraege.models import Antrag, Finanzierungsposten, Kostenposition
from app.antraege.rules import Befund, Seite
from app.antraege.rules.money import limits_reached
from app.antraege.sums import sums_of
from app.antraege.years import paying_year
from app.files.models import Datei
from app.fonds.models import KOSTENKATEGORIEN, Schwere
from app.vorgaenge.queries import files_of

LINE_PREFIX = "zeile"
# Where the lines of a plan stand on its page.
PLAN_ID: dict[str, str] = {Seite.kosten: "kosten", Seite.finanzierung: "posten"}
LINE_FORMS: dict[str, type[LineForm]] = {
    Seite.kosten: KostenForm,
    Seite.finanzierung: PostenForm,
}


@dataclass(frozen=True)
class Line:
    """Of a plan, in cents. `each` tells quantity and unit price, "" where one is all."""

    id: int
    text: str
    word: str
    betrag_cent: int
    each: str = ""


@dataclass(frozen=True)
class Attached:
    """A file, what it is, and for an offer the line it belongs to, with the form to name it."""

    datei: Datei
    word: str
    line: str
    form: ZuordnungForm | None


def content(session: Session, sheet: Sheet, **refused: Any) -> dict[str, Any]:
    """`refused` are forms with their errors, in place of fresh ones."""
    key, antrag = sheet.topic.key, sheet.antrag
    if key == PRUEFEN:
        return {
            "sections": _sections(session, antrag),
            "open_pages": open_pages(sheet.befunde),
            "termine": sheet.termine,
            "jahr": paying_year(antrag, sheet.termine.today),
            "passed": "",
        } | refused
    if key == ANLAGEN:
        form = AnlagenForm()
        offer_lines(form.position, antrag)
        return {"form": form, "files": _attached(session, antrag)} | refused
    forms = _forms(session, sheet) | refused
    return forms | _plan(antrag, key) | {"more": list(_more(sheet, forms))}


def content_sent(session: Session, antrag: Antrag) -> dict[str, Any]:
    """All that was sent, for its own page."""
    return {"antrag": antrag, "sections": _sections(session, antrag)}


def _sections(session: Session, antrag: Antrag) -> list[Section]:
    files = files_of(session, antrag.vorgangsnummer)
    return sections(antrag, files, queries.offers(session, antrag))


def _attached(session: Session, antrag: Antrag) -> list[Attached]:
    offers, words = queries.offers(session, antrag), dict(ZWECKE)
    lines = {row.id: row.text for row in antrag.kosten}
    found = []
    for datei in files_of(session, antrag.vorgangsnummer):
        line_id, form = offers.get(datei.id or 0), None
        if datei.zweck == ANGEBOT and lines:
            form = assigning(antrag, datei, data={"position": str(line_id or "")})
        word = str(words.get(datei.zweck, ""))
        found.append(Attached(datei, word, lines.get(line_id, ""), form))
    return found


def _forms(session: Session, sheet: Sheet) -> dict[str, Any]:
    topic = sheet.topic
    forms: dict[str, Any] = {"form": None, "reasons": sheet.reasons()}
    if topic.form is not None:
        forms["form"] = form_of(session, sheet.antrag, topic)
    if topic.key in LINE_FORMS:
        forms["line_form"] = LINE_FORMS[topic.key](prefix=LINE_PREFIX)
        fit_line(forms["line_form"], sheet.antrag.fonds)
    sheet.mark(forms["form"])
    return forms


def _more(sheet: Sheet, forms: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The messages beside those of the page's own form, each with where it is mended."""
    for text in sheet.notices:
        yield f"#{PLAN_ID[sheet.topic.key]}", f"{sheet.topic.word} – {text}"
    for field in forms.get("line_form") or ():
        for error in field.errors:
            yield f"#{field.id}", f"{field.label.text} – {error}"
    for field in forms["reasons"]:
        for error in field.errors:
            yield f"#{field.id}", f"{_question(sheet, forms['form'], field.short_name)} – {error}"
    for befund in sheet.beside:
        yield _elsewhere(sheet, befund)


def _elsewhere(sheet: Sheet, befund: Befund) -> tuple[str, str]:
    """What stands on another page: its message, and its field there or the one for the reason."""
    page = topics.topic(befund.seite)
    warns = befund.schwere is Schwere.W
    place = f"{REASON_PREFIX}-{befund.regel}" if warns else page.anchor(befund.feld)
    return f"{sheet.base}/{page.key}#{place}", f"{page.word} – {befund.about(befund.text)}"


def _question(sheet: Sheet, form: Form | None, regel: str) -> str:
    """What a rule that warns is about: its question on this page, or the page."""
    befund = next(iter(sheet.warnings.get(regel, ())), None)
    if form is not None and befund is not None and befund.feld in form:
        return str(form[befund.feld].label.text)
    return str(sheet.topic.word)


def _plan(antrag: Antrag, key: str) -> dict[str, Any]:
    if key == Seite.kosten:
        lines = [
            _line(row, KOSTENKATEGORIEN[row.kategorie], in_pieces(row)) for row in antrag.kosten
        ]
        return {"lines": lines, "sums": sums_of(antrag), "limits": limits_reached(antrag)}
    if key == Seite.finanzierung:
        lines = [_line(row, source(row)) for row in antrag.finanzierung]
        return {"lines": lines, "sums": sums_of(antrag)}
    return {}


def _line(row: Kostenposition | Finanzierungsposten, word: str, each: str = "") -> Line:
    return Line(row.id or 0, row.text, str(word), row.betrag_cent, each)
