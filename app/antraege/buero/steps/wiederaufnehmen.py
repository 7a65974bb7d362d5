"""Take up again what was postponed."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, reserve_anew, save
from app.antraege.fristen import decide_by
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.casework.steps import NoInput, StaffStep
from app.i18n import _l


def wiederaufnehmen(session: Session, antrag: Antrag, *, by: Actor, at: datetime) -> None:
    """Raises StepNotPossible where the pot no longer holds what was requested."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by)
    reserve_anew(session, antrag, by=by, at=at)
    frist = decide_by(session, antrag, at)
    before = antrag.move(Schritt.wiederaufnehmen, faellig_am=frist)
    save(session, antrag, at)
    note(session, antrag, Schritt.wiederaufnehmen, before, by=by, at=at)
    tell(session, antrag, "antrag_wiederaufgenommen", at=at, frist=frist)


STEP = StaffStep(
    Schritt.wiederaufnehmen,
    "wiederaufnahme",
    _l("Wieder aufnehmen"),
    _l("Wieder aufnehmen"),
    NoInput,
    wiederaufnehmen,
    _l("Wieder aufgenommen. Der Antrag ist zurück in der Beratung."),
    policy.may_pruefen,
    kind="haupt",
    sentence=_l(
        "Der Antrag kommt zurück in die Beratung. Vorgemerkt ist wieder alles, was beantragt ist."
    ),
)
