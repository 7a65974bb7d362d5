"""Take a question back that has become needless: moderation goes on without the reply."""

from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.notes import tell
from app.casework.steps import NoInput, StaffStep
from app.i18n import _l
from app.ideen import policy
from app.ideen.models import Idee
from app.ideen.status import Schritt
from app.ideen.steps.moderation import back_to_desk


def zuruecknehmen(session: Session, idee: Idee, *, by: Actor, at: datetime) -> None:
    """Raises StepNotPossible."""
    back_to_desk(session, idee, Schritt.rueckfrage_zuruecknehmen, by=by, at=at)
    tell(session, idee, "idee_frage_zurueckgenommen", at=at)


STEP = StaffStep(
    Schritt.rueckfrage_zuruecknehmen,
    "rueckfrage-zuruecknahme",
    _l("Frage zurücknehmen"),
    _l("Frage zurücknehmen"),
    NoInput,
    zuruecknehmen,
    _l("Frage zurückgenommen. Die Prüfung geht weiter."),
    policy.may_moderieren,
    sentence=_l("Wenn sich die Frage erledigt hat. Die Person bekommt eine kurze Nachricht."),
    permission=Permission.ideen_moderieren,
)
