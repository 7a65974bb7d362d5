"""Give the sender more time for the reply to a question."""

from datetime import date, datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.notes import note, tell
from app.casework.questions import VerlaengerungForm, new_term
from app.casework.steps import StaffStep
from app.i18n import _l
from app.ideen import policy
from app.ideen.models import Idee
from app.ideen.status import LEBENSLAUF, Schritt


def verlaengern(session: Session, idee: Idee, *, bis: date, by: Actor, at: datetime) -> None:
    """Raises StepNotPossible, FieldRefused for a day that is no later one."""
    LEBENSLAUF.demand(idee.status, Schritt.verlaengern)
    idee.pruefen_bis = new_term(bis, idee.pruefen_bis, at)
    session.add(idee)
    note(session, idee, Schritt.verlaengern, idee.status, by=by, at=at, public=False)
    tell(session, idee, "idee_mehr_zeit", at=at, frist=idee.pruefen_bis)


STEP = StaffStep(
    Schritt.verlaengern,
    "verlaengerung",
    _l("Mehr Zeit geben"),
    _l("Neue Frist setzen"),
    VerlaengerungForm,
    verlaengern,
    _l("Frist geändert. Wir warten bis zum %(bis)s auf die Antwort."),
    policy.may_moderieren,
    sentence=_l(
        "Die neue Frist steht auf der Vorgangsseite und geht, wo es geht, per E-Mail raus."
    ),
    permission=Permission.ideen_moderieren,
)
