"""The reply to a Rückfrage: of the sender, or written down for who said it by phone or on paper."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, save
from app.antraege.fristen import check_by
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus, Schritt
from app.auth.actor import Actor
from app.casework.forms import RueckantwortForm
from app.casework.notes import note
from app.casework.steps import StaffStep
from app.i18n import _l
from app.vorgaenge.messages import reply


def rueckantworten(
    session: Session, antrag: Antrag, *, rueckantwort: str, by: Actor, at: datetime
) -> None:
    """The sender's reply; the Antrag goes back to the formal check. Pictures: `files.intake`."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    antrag.move(Schritt.rueckantwort, faellig_am=check_by(antrag, at))
    reply(session, antrag, rueckantwort, at=at)
    save(session, antrag, at)
    note(session, antrag, Schritt.rueckantwort, Antragsstatus.rueckfrage, by=by, at=at)


STEP = StaffStep(
    Schritt.rueckantwort,
    "rueckantwort",
    _l("Antwort eintragen"),
    _l("Antwort eintragen"),
    RueckantwortForm,
    rueckantworten,
    _l("Antwort eingetragen. Die Prüfung geht weiter."),
    policy.may_rueckantworten,
    kind="haupt",
    sentence=_l("Für eine Antwort am Telefon oder auf Papier. Danach geht die Prüfung weiter."),
)
