"""What each page of the form shows beside the frame: forms, lines of the plans, files, summary."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session
from starlette.datastructures import FormData
from wtforms import Form

from app.antraege import queries
from app.antraege.formular import drafts, plans, topics, unread
from app.antraege.formular.fitting import assigning, form_of, offer_lines, reasons_of
from app.antraege.formular.forms import ANGEBOT, REASON_PREFIX, ZWECKE, AnlagenForm, ZuordnungForm
from app.antraege.formular.merging import Seen, carried, digest_of, digests_of
from app.antraege.formular.plans import OpenLine
from app.antraege.formular.sheets import Sheet
from app.antraege.formular.summary import in_pieces, open_pages, sections, source
from app.antraege.formular.topics import ANLAGEN, PRUEFEN
from app.antraege.models import Antrag, Finanzierungsposten, Kostenposition
from app.antraege.rules import LINE, Befund, Seite
from app.antraege.rules.money import limits_reached
from app.antraege.sums import sums_of
from app.antraege.years import paying_year
from app.casework.versions import SEEN
from app.files.models import Datei
from app.fonds.models import KOSTENKATEGORIEN, Schwere
from app.i18n import _
from app.vorgaenge.queries import files_of

# Where the lines of a plan stand on its page.
PLAN_ID: dict[str, str] = {Seite.kosten: "kosten", Seite.finanzierung: "posten"}


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
    """`refused` are forms with their errors, in place of fresh ones, and what there is to say."""
    found = _content(session, sheet, **refused)
    beside = {"collisions": (), "notice": "", "passed": "", "changed": ()}
    return beside | found | {SEEN: carried(found["seen"])}


def _content(session: Session, sheet: Sheet, **refused: Any) -> dict[str, Any]:
    key, antrag = sheet.topic.key, sheet.antrag
    if key == PRUEFEN:
        files, offers = _files_of(session, antrag)
        return {
            "sections": sections(antrag, files, offers),
            "open_pages": open_pages(sheet.befunde),
            "termine": sheet.termine,
            "jahr": paying_year(antrag, sheet.termine.today),
            "seen": seen_of_all(antrag, files, offers),
        } | refused
    if key == ANLAGEN:
        return _files_page(session, antrag) | refused
    forms = _forms(session, sheet) | refused
    line: OpenLine | None = forms.get("line")
    if line is not None:
        forms |= {"line_form": line.form, "line_id": line.id, "line_title": line.title}
    _tell_collisions(forms)
    return (
        forms
        | _plan(antrag, key)
        | {
            "more": list(_more(sheet, forms)),
            "leading": _leading(sheet),
        }
    )


def _files_page(session: Session, antrag: Antrag) -> dict[str, Any]:
    form, files = AnlagenForm(), attached(session, antrag)
    offer_lines(form.position, antrag)
    seen = digests_of(row.form for row in files if row.form)
    return {"form": form, "files": files, "seen": seen}


def seen_of_all(
    antrag: Antrag, files: Sequence[Datei], offers: Mapping[int, int]
) -> dict[str, str]:
    """What the page before sending has shown, page by page."""
    raws = {topic.key: [*unread.raws_of(antrag, topic.key).items()] for topic in topics.TOPICS}
    reasons = [(row.regel, row.text) for row in antrag.begruendungen]
    lines = {key: plans.digests_of_plan(antrag, key) for key in plans.LINE_FORMS}
    seen = {
        topic.key: digest_of(
            sorted(drafts.draft_values(antrag, topic.key).items()),
            raws[topic.key],
            lines.get(topic.key),
        )
        for topic in topics.TOPICS
        if topic.key not in (ANLAGEN, PRUEFEN)
    }
    seen[ANLAGEN] = digest_of([(datei.id, offers.get(datei.id or 0)) for datei in files])
    return seen | {PRUEFEN: digest_of(reasons)}


def changed_pages(session: Session, antrag: Antrag, data: FormData) -> list[str]:
    """What others have changed since the page before sending was shown, in words."""
    files, offers = _files_of(session, antrag)
    seen, present = Seen(data), seen_of_all(antrag, files, offers)
    keys = [key for key, digest in present.items() if not seen.is_present(key, digest)]
    return [_("Ihre Gründe") if key == PRUEFEN else topics.topic(key).word for key in keys]


def content_sent(session: Session, antrag: Antrag) -> dict[str, Any]:
    """All that was sent, for its own page."""
    files, offers = _files_of(session, antrag)
    return {"antrag": antrag, "sections": sections(antrag, files, offers)}


def _files_of(session: Session, antrag: Antrag) -> tuple[Sequence[Datei], dict[int, int]]:
    return files_of(session, antrag.vorgangsnummer), queries.offers(session, antrag)


def attached(session: Session, antrag: Antrag, sent: Any = None) -> list[Attached]:
    """The files with the lines they belong to, or with those that were `sent`."""
    offers, words = queries.offers(session, antrag), dict(ZWECKE)
    lines = {row.id: row.text for row in antrag.kosten}
    found = []
    for datei in files_of(session, antrag.vorgangsnummer):
        line_id, form = offers.get(datei.id or 0), None
        if datei.zweck == ANGEBOT and lines:
            form = assigning(antrag, datei, sent, data={"position": str(line_id or "")})
        word = str(words.get(datei.zweck, ""))
        found.append(Attached(datei, word, lines.get(line_id, ""), form))
    return found


def _forms(session: Session, sheet: Sheet) -> dict[str, Any]:
    """As the draft has them, with what the page carries of it."""
    antrag, topic = sheet.antrag, sheet.topic
    forms: dict[str, Any] = {"form": None, "reasons": sheet.reasons()}
    stored = [reasons_of(antrag, topic)]
    if topic.form is not None:
        forms["form"] = form_of(session, antrag, topic)
        stored.append(forms["form"])
    forms["seen"] = digests_of(stored) | plans.digests_of_plan(antrag, topic.key)
    if topic.key in plans.LINE_FORMS:
        forms["line"] = plans.stored_line(antrag, topic.key, sheet.line_id)
    sheet.mark(forms["form"])
    return forms


def _tell_collisions(forms: dict[str, Any]) -> None:
    """At each field that two people have changed, and so in the summary above."""
    text = _("Hier hat inzwischen jemand etwas anderes gespeichert. Bitte wählen Sie.")
    fields = {f.name: f for key in ("form", "reasons") for f in forms.get(key) or ()}
    if "line_form" in forms:
        fields |= dict.fromkeys(_line_names(forms), forms["line_form"].text)
    for collision in forms.get("collisions", ()):
        if (field := fields.get(collision.name)) is not None:
            field.errors = [*field.errors, text]


def _line_names(forms: dict[str, Any]) -> list[str]:
    return [c.name for c in forms.get("collisions", ()) if c.name.startswith(LINE)]


def _more(sheet: Sheet, forms: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The messages beside those of the page's own form, each with where it is mended."""
    if forms.get("notice"):
        yield f"#{PLAN_ID[sheet.topic.key]}", forms["notice"]
    for text in sheet.notices:
        yield f"#{PLAN_ID[sheet.topic.key]}", f"{sheet.topic.word} – {text}"
    for field in forms.get("line_form") or ():
        for error in field.errors:
            yield f"#{field.id}", f"{field.label.text} – {error}"
    for field in forms["reasons"]:
        for error in field.errors:
            yield f"#{field.id}", f"{_question(sheet, forms['form'], field.short_name)} – {error}"


def _leading(sheet: Sheet) -> list[tuple[str, str]]:
    """What stands on another page, each with the value of the button that leads there."""
    return [_elsewhere(befund) for befund in sheet.beside]


def _elsewhere(befund: Befund) -> tuple[str, str]:
    """Its message, and its field there or the one for the reason."""
    page = topics.topic(befund.seite)
    warns = befund.schwere is Schwere.W
    place = f"{REASON_PREFIX}-{befund.regel}" if warns else page.anchor(befund.feld)
    return f"{page.key}#{place}", f"{page.word} – {befund.about(befund.text)}"


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
