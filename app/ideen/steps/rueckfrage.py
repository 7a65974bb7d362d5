"""Ask the sender back: one question, read by the sender and by staff only."""

from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.forms import RueckfrageForm
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.db import row_id
from app.fristen import days_after
from app.i18n import _l
from app.ideen import policy
from app.ideen.models import Idee
from app.ideen.status import LEBENSLAUF, Schritt
from app.ideen.steps.moderation import take_up
from app.vorgaenge.messages import ask

RUECKFRAGE_TAGE = 30


def nachfragen(session: Session, idee: Idee, *, frage: str, by: Actor, at: datetime) -> None:
    """Raises StepNotPossible."""
    LEBENSLAUF.demand(idee.status, Schritt.rueckfrage)
    take_up(session, idee, by=by, at=at)
    before = LEBENSLAUF.move(idee, Schritt.rueckfrage)
    idee.pruefen_bis = days_after(at, RUECKFRAGE_TAGE)
    ask(session, idee, frage, staff_id=row_id(by.staff_id), at=at)
    note(session, idee, Schritt.rueckfrage, before, by=by, at=at, public=False)
    tell(session, idee, "idee_rueckfrage", at=at, frist=idee.pruefen_bis)


STEP = StaffStep(
    Schritt.rueckfrage,
    "rueckfrage",
    _l("Etwas nachfragen"),
    _l("Frage senden"),
    RueckfrageForm,
    nachfragen,
    _l("Frage gesendet. Wir warten bis zum %(bis)s auf die Antwort."),
    policy.may_moderieren,
    permission=Permission.ideen_moderieren,
)
