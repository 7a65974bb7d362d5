"""Give the sender more time for the reply to a question."""

from datetime import date, datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, save
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.casework.questions import VerlaengerungForm, new_term
from app.casework.steps import StaffStep
from app.i18n import _l


def verlaengern(session: Session, antrag: Antrag, *, bis: date, by: Actor, at: datetime) -> None:
    """Raises FieldRefused for a day that is no later one."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    antrag.faellig_am = new_term(bis, antrag.faellig_am, at)
    save(session, antrag, at)
    note(session, antrag, Schritt.verlaengern, antrag.status, by=by, at=at)
    tell(session, antrag, "antrag_mehr_zeit", at=at, frist=antrag.faellig_am)


STEP = StaffStep(
    Schritt.verlaengern,
    "verlaengerung",
    _l("Mehr Zeit geben"),
    _l("Neue Frist setzen"),
    VerlaengerungForm,
    verlaengern,
    _l("Frist geändert. Wir warten bis zum %(bis)s auf die Antwort."),
    policy.may_pruefen,
    sentence=_l(
        "Die neue Frist steht auf der Vorgangsseite und geht, wo es geht, per E-Mail raus."
    ),
)
