"""The forms of a draft, fitted to its Fonds: choices, labels and limits that are data."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session
from wtforms import Form

from app.antraege.formular import drafts
from app.antraege.formular.forms import (
    FinanzierungForm,
    WannUndWoForm,
    WasForm,
    WerForm,
    ZuordnungForm,
    reasons_form,
)
from app.antraege.formular.line_forms import KostenForm, LineForm
from app.antraege.formular.topics import Topic
from app.antraege.formular.unread import judge, lay_in, raws_of
from app.antraege.models import Antrag
from app.antraege.rules import REGELN
from app.antraege.rules.money import limits_in_words
from app.antraege.rules.purpose import goals_needed
from app.files.models import Datei
from app.fonds.models import Fonds
from app.i18n import _
from app.ideen import queries as ideen
from app.ideen.models import Idee
from app.projekte import queries as projekte
from app.text.formats import geld
from app.vorgaenge.nummern import read_number
from app.web.fields import ChoiceField


def form_of(session: Session, antrag: Antrag, topic: Topic, sent: Any = None) -> Any:
    """The page's form with what was sent, or with what the draft has: its values, and at its field
    what could not be read."""
    assert topic.form is not None  # noqa: S101 - asked for pages with a form only
    values = drafts.draft_values(antrag, topic.key) if sent is None else None
    form = topic.form(sent, data=values)
    laid_in = lay_in(form, raws_of(antrag, topic.key) if sent is None else {})
    if isinstance(form, WasForm):
        _fit_links(session, form, antrag)
    _fit(form, antrag.fonds)
    judge(form, laid_in)
    return form


def fit_line(form: LineForm, fonds: Fonds) -> None:
    """Kinds of costs that the Fonds never pays are not offered; its limits are told at once."""
    if not isinstance(form, KostenForm):
        return
    never = {row.kategorie for row in fonds.kategorien if not row.erlaubt}
    offered: Any = form.kategorie.choices
    form.kategorie.choices = [choice for choice in offered if choice.value not in never]
    form.kategorie.description = limits_in_words(fonds)


def reasons_of(antrag: Antrag, topic: Topic, regeln: Iterable[str] | None = None) -> Form:
    """As the draft has them, for these rules, else for all of the Fonds that warn; what is unread
    of a page stands at its field."""
    texts = {row.regel: row.text for row in antrag.begruendungen}
    form = reasons_form(_hearing(antrag.fonds) if regeln is None else regeln, values=texts)
    judge(form, lay_in(form, raws_of(antrag, topic.key)))
    return form


def offer_lines(field: ChoiceField, antrag: Antrag) -> None:
    """The lines of the Kostenplan that a file can belong to."""
    field.offer((str(r.id), f"{r.text} ({geld(r.betrag_cent)})") for r in antrag.kosten)


def assigning(antrag: Antrag, datei: Datei, sent: Any = None, **kw: Any) -> ZuordnungForm:
    """Several of these forms stand on one page, so the file's key is part of the names."""
    form = ZuordnungForm(sent, prefix=f"d{datei.schluessel[:12]}", **kw)
    offer_lines(form.position, antrag)
    return form


def reasons_sent(antrag: Antrag, sent: Any) -> Form:
    """Bound for all rules of the Fonds that hear a reason; what was not sent has no raw data."""
    return reasons_form(_hearing(antrag.fonds), sent=sent)


def _hearing(fonds: Fonds) -> list[str]:
    rows = [row for row in fonds.regeln if row.regel in REGELN]
    return [row.regel for row in rows if REGELN[row.regel].hears_reason(row)]


def _fit(form: Form, fonds: Fonds) -> None:
    if isinstance(form, WerForm):
        _fit_applicant(form, fonds)
    elif isinstance(form, WannUndWoForm):
        form.quartier_id.offer((str(q.id), q.name) for q in fonds.quartiere)
    elif isinstance(form, FinanzierungForm):
        _fit_amount(form, fonds)
    elif isinstance(form, WasForm) and goals_needed(fonds):
        form.need("zieldimensionen")


def _fit_links(session: Session, form: WasForm, antrag: Antrag) -> None:
    """Only what everybody may see can be named, and only from the Fonds's own Quartiere."""
    here = [quartier.id for quartier in antrag.fonds.quartiere]
    form.projekt_id.offer(projekte.choices(session, here))
    if form.idee.raw_data is None:
        form.idee_found = antrag.idee
    elif form.idee.data:
        form.idee_found = idee_named(session, antrag.fonds, form.idee.data)


def idee_named(session: Session, fonds: Fonds, typed: str) -> Idee | None:
    """The public Idee from the Fonds's Quartiere whose number somebody typed."""
    nummer = read_number(typed)
    here = [quartier.id for quartier in fonds.quartiere]
    return ideen.public_in(session, nummer, here) if nummer else None


def _fit_applicant(form: WerForm, fonds: Fonds) -> None:
    allowed = {row.art for row in fonds.antragstellerarten}
    offered: Any = form.art.choices
    form.art.choices = [choice for choice in offered if choice.value in allowed]
    years = _wert(fonds, "R03") or REGELN["R03"].vorgabe
    form.alter_bestaetigt.label.text = _("Diese Person ist mindestens %(jahre)s Jahre alt.") % {
        "jahre": years
    }


def _fit_amount(form: FinanzierungForm, fonds: Fonds) -> None:
    least, most = _wert(fonds, "R05"), _wert(fonds, "R04")
    words = []
    if most:
        words.append(_("Höchstens %(betrag)s.") % {"betrag": geld(most)})
    if least:
        words.append(_("Mindestens %(betrag)s.") % {"betrag": geld(least)})
    form.beantragt_cent.description = " ".join(words)


def _wert(fonds: Fonds, kennung: str) -> int | None:
    """The parameter of a rule where the Fonds has it."""
    for row in fonds.regeln:
        if row.regel == kennung:
            return REGELN[kennung].wert(row)
    return None
