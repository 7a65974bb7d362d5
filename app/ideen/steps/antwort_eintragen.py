"""Answer an Idee officially, for everybody to read (ideen.md 4.2)."""

from datetime import date, datetime

from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.db import row_id
from app.errors import FieldRefused, StepNotPossible
from app.fristen import days_after, end_of
from app.i18n import _, _l
from app.ideen import policy
from app.ideen.antwort import Antwort, Antwortgrund, Machbar
from app.ideen.evidence import evidence_of
from app.ideen.models import Idee
from app.ideen.status import BEANTWORTET, LEBENSLAUF, Ideenstatus, Schritt
from app.ideen.steps.antwort_form import AntwortForm

# A day further away is a slip of the pen, and would hide the task for years.
LAENGSTENS_TAGE = 366
_LEADS_TO = {
    Machbar.ja: Ideenstatus.umsetzbar,
    Machbar.teilweise: Ideenstatus.teilweise_umsetzbar,
    Machbar.nein: Ideenstatus.nicht_umsetzbar,
}


def antworten(
    session: Session,
    idee: Idee,
    *,
    machbar: str,
    antwort_text: str,
    by: Actor,
    at: datetime,
    antwort_wann: str = "",
    antwort_grund: str = "",
    antwort_neues_datum: date | None = None,
) -> None:
    """The first answer, or one more that takes its place. `machbar` is a Machbar, `antwort_grund`
    an Antwortgrund or "". Needs `antwort` and `vorgang` loaded.

    Raises StepNotPossible, FieldRefused for a day that cannot be promised or a correction that
    changes nothing, and the database's IntegrityError for a statement without what it needs.
    """
    statement, corrected = Machbar(machbar), idee.status in BEANTWORTET
    bis = _promised(antwort_neues_datum, at) if antwort_neues_datum else None
    if statement is Machbar.noch_offen and corrected:
        raise StepNotPossible(already_answered(idee))
    if corrected:
        _demand_change(idee, statement, antwort_wann, antwort_grund, antwort_text)
    before = LEBENSLAUF.move(
        idee, Schritt.antwort_eintragen, to=_LEADS_TO.get(statement, idee.status)
    )
    antwort = Antwort(
        idee_id=row_id(idee.id),
        nummer=idee.antwort.nummer + 1 if idee.antwort else 1,
        machbar=statement,
        wann=antwort_wann,
        grund=Antwortgrund(antwort_grund) if antwort_grund else None,
        bis=bis,
        text=antwort_text,
        gegeben_am=at,
        staff_id=by.staff_id,
    )
    if bis:
        idee.antwort_bis = bis
    else:
        idee.beantwortet_am = at
    _add(session, idee, antwort)
    evidence = evidence_of(idee, Schritt.antwort_eintragen)
    note(session, idee, Schritt.antwort_eintragen, before, by=by, at=at, evidence=evidence)
    tell(session, idee, "idee_beantwortet", at=at, corrected=corrected)


def _demand_change(idee: Idee, *statement: str) -> None:
    """A new version that says the same would be told to everybody as news. Raises FieldRefused."""
    old = idee.antwort
    if old and (old.machbar, old.when, old.grund or "", old.text) == statement:
        raise FieldRefused("antwort_text", _("Das ist Wort für Wort die bisherige Antwort."))


def _add(session: Session, idee: Idee, antwort: Antwort) -> None:
    session.add(antwort)
    # The relation only reads; page and mail of this request show the new answer.
    set_committed_value(idee, "antwort", antwort)


def _promised(day: date, at: datetime) -> datetime:
    """The end of that day, aware UTC. Raises FieldRefused."""
    bis = end_of(day)
    if bis <= days_after(at, 0):
        raise FieldRefused("antwort_neues_datum", _("Bitte nennen Sie einen Tag nach heute."))
    if bis > days_after(at, LAENGSTENS_TAGE):
        reason = _("Das ist mehr als ein Jahr hin. Bitte nennen Sie einen früheren Tag.")
        raise FieldRefused("antwort_neues_datum", reason)
    return bis


def already_answered(idee: Idee) -> str:
    """ "" while the answer is still to come."""
    return _("Die Idee ist schon beantwortet.") if idee.status in BEANTWORTET else ""


STEP = StaffStep(
    Schritt.antwort_eintragen,
    "antwort",
    _l("Antwort geben"),
    _l("Antwort veröffentlichen"),
    AntwortForm,
    antworten,
    _l("Veröffentlicht. Alle können Ihre Antwort jetzt lesen."),
    policy.may_moderieren,
    kind="haupt",
    sentence=_l(
        "Die Antwort steht danach auf der öffentlichen Seite. "
        "Wer die Idee geschickt und eine E-Mail-Adresse angegeben hat, bekommt sie auch per E-Mail."
    ),
    hindrance=lambda idee, _at: already_answered(idee),
    permission=Permission.ideen_moderieren,
)
