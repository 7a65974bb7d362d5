"""Ask the sender back: one question, read by the sender and by staff only."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, save
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.forms import RueckfrageForm
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.db import row_id
from app.fristen import days_after
from app.i18n import _l
from app.vorgaenge.messages import ask


def nachfragen(session: Session, antrag: Antrag, *, frage: str, by: Actor, at: datetime) -> None:
    """Ask the sender. What is reserved stays reserved while we wait."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    before = antrag.status
    frist = days_after(at, antrag.fonds.frist_rueckfrage_tage)
    antrag.move(Schritt.rueckfrage, faellig_am=frist)
    ask(session, antrag, frage, staff_id=row_id(by.staff_id), at=at)
    save(session, antrag, at)
    note(session, antrag, Schritt.rueckfrage, before, by=by, at=at)
    tell(session, antrag, "antrag_rueckfrage", at=at, frist=frist)


STEP = StaffStep(
    Schritt.rueckfrage,
    "rueckfrage",
    _l("Etwas nachfragen"),
    _l("Frage senden"),
    RueckfrageForm,
    nachfragen,
    _l("Frage gesendet. Wir warten bis zum %(bis)s auf die Antwort."),
    policy.may_pruefen,
)
