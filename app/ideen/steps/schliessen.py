"""Close an Idee whose sender has not answered in time: a person decides, never the portal."""

from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.notes import note, tell
from app.casework.steps import NoInput, StaffStep
from app.errors import StepNotPossible
from app.i18n import _, _l
from app.ideen import policy
from app.ideen.models import Idee
from app.ideen.status import LEBENSLAUF, Schritt
from app.text.formats import datum


def schliessen(session: Session, idee: Idee, *, by: Actor, at: datetime) -> None:
    """Raises StepNotPossible before the term that the sender was given is over."""
    if reason := still_waiting(idee, at):
        raise StepNotPossible(reason)
    before = LEBENSLAUF.move(idee, Schritt.schliessen)
    note(session, idee, Schritt.schliessen, before, by=by, at=at, public=False)
    tell(session, idee, "idee_geschlossen", at=at)


def still_waiting(idee: Idee, at: datetime) -> str:
    """Why it cannot be closed yet; "" once the term is over."""
    if idee.pruefen_bis < at:
        return ""
    until = {"bis": datum(idee.pruefen_bis)}
    return _("Die Person hat noch bis zum %(bis)s Zeit für ihre Antwort.") % until


STEP = StaffStep(
    Schritt.schliessen,
    "schliessung",
    _l("Ohne Antwort schließen"),
    _l("Idee schließen"),
    NoInput,
    schliessen,
    _l("Geschlossen. Antwortet die Person noch, geht die Prüfung weiter."),
    policy.may_moderieren,
    kind="gefahr",
    sentence=_l("Die Frist für die Antwort ist vorbei. Die Person bekommt eine kurze Nachricht."),
    hindrance=still_waiting,
    permission=Permission.ideen_moderieren,
)
