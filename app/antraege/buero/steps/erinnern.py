"""Remind the sender of an open question by another mail."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, save
from app.antraege.hindrances import hindrance_to
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.casework.steps import NoInput, StaffStep
from app.i18n import _l


def erinnern(session: Session, antrag: Antrag, *, by: Actor, at: datetime) -> None:
    """The term stays. Raises StepNotPossible where no mail can go out or the term is over."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    save(session, antrag, at)
    note(session, antrag, Schritt.erinnern, antrag.status, by=by, at=at)
    tell(session, antrag, "antrag_erinnerung", at=at, frist=antrag.faellig_am)


STEP = StaffStep(
    Schritt.erinnern,
    "erinnerung",
    _l("An die Frage erinnern"),
    _l("Erinnerung schicken"),
    NoInput,
    erinnern,
    _l("Erinnerung geht per E-Mail raus. Wir warten bis zum %(bis)s auf die Antwort."),
    policy.may_pruefen,
    sentence=_l("Die Person bekommt noch eine E-Mail. Die Frist bleibt, wie sie ist."),
    hindrance=hindrance_to(Schritt.erinnern),
)
