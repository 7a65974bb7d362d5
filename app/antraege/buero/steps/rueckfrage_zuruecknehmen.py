"""Take a question back that has become needless, or that nobody answers: the check goes on."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, save
from app.antraege.fristen import check_by
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.casework.steps import NoInput, StaffStep
from app.i18n import _l


def zuruecknehmen(session: Session, antrag: Antrag, *, by: Actor, at: datetime) -> None:
    """The Antrag goes back to the formal check, as after a reply. What is reserved stays so."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    before = antrag.move(Schritt.rueckfrage_zuruecknehmen, faellig_am=check_by(antrag, at))
    save(session, antrag, at)
    note(session, antrag, Schritt.rueckfrage_zuruecknehmen, before, by=by, at=at)
    tell(session, antrag, "antrag_frage_zurueckgenommen", at=at)


STEP = StaffStep(
    Schritt.rueckfrage_zuruecknehmen,
    "rueckfrage-zuruecknahme",
    _l("Frage zurücknehmen"),
    _l("Frage zurücknehmen"),
    NoInput,
    zuruecknehmen,
    _l("Frage zurückgenommen. Die Prüfung geht weiter."),
    policy.may_pruefen,
    sentence=_l(
        "Wenn sich die Frage erledigt hat oder keine Antwort kommt: Sie prüfen den Antrag dann so, "
        "wie er ist."
    ),
)
