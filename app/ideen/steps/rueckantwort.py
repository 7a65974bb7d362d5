"""The reply to a Rückfrage, written down for who said it by phone or on paper."""

from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.forms import RueckantwortForm
from app.casework.steps import StaffStep
from app.i18n import _l
from app.ideen import policy
from app.ideen.models import Idee
from app.ideen.status import Schritt
from app.ideen.steps.moderation import back_to_desk


def rueckantworten(
    session: Session, idee: Idee, *, rueckantwort: str, by: Actor, at: datetime
) -> None:
    """The Idee goes back to moderation. `by` is the sender, or who wrote down what they said.

    Raises StepNotPossible.
    """
    back_to_desk(session, idee, Schritt.rueckantwort, by=by, at=at, text=rueckantwort)


STEP = StaffStep(
    Schritt.rueckantwort,
    "rueckantwort",
    _l("Antwort eintragen"),
    _l("Antwort eintragen"),
    RueckantwortForm,
    rueckantworten,
    _l("Antwort eingetragen. Die Prüfung geht weiter."),
    policy.may_moderieren,
    kind="haupt",
    sentence=_l("Für eine Antwort am Telefon oder auf Papier. Danach geht die Prüfung weiter."),
    permission=Permission.ideen_moderieren,
)
