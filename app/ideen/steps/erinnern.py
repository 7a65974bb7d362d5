"""Remind the sender of an open question by another mail."""

from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.notes import note, tell
from app.casework.questions import no_reminder
from app.casework.steps import NoInput, StaffStep
from app.errors import StepNotPossible
from app.i18n import _l
from app.ideen import policy
from app.ideen.models import Idee
from app.ideen.status import LEBENSLAUF, Schritt


def erinnern(session: Session, idee: Idee, *, by: Actor, at: datetime) -> None:
    """The term stays. Raises StepNotPossible where no mail can go out or the term is over."""
    LEBENSLAUF.demand(idee.status, Schritt.erinnern)
    if reason := hindrance(idee, at):
        raise StepNotPossible(reason)
    note(session, idee, Schritt.erinnern, idee.status, by=by, at=at, public=False)
    tell(session, idee, "idee_erinnerung", at=at, frist=idee.pruefen_bis)


def hindrance(idee: Idee, at: datetime) -> str:
    return no_reminder(idee, idee.pruefen_bis, at)


STEP = StaffStep(
    Schritt.erinnern,
    "erinnerung",
    _l("An die Frage erinnern"),
    _l("Erinnerung schicken"),
    NoInput,
    erinnern,
    _l("Erinnerung geht per E-Mail raus. Wir warten bis zum %(bis)s auf die Antwort."),
    policy.may_moderieren,
    sentence=_l("Die Person bekommt noch eine E-Mail. Die Frist bleibt, wie sie ist."),
    hindrance=hindrance,
    permission=Permission.ideen_moderieren,
)
