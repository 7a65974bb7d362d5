"""Take up again what was postponed."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, reserve_anew, save
from app.antraege.decision import has_votum, waits_for_votum
from app.antraege.fristen import decide_by, release_by
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus, Schritt
from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.casework.steps import NoInput, StaffStep
from app.i18n import _l


def wiederaufnehmen(session: Session, antrag: Antrag, *, by: Actor, at: datetime) -> None:
    """With its Votum, where there is one; otherwise the next Sitzung votes on all that is asked.
    Raises StepNotPossible where the pot no longer holds that."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    to = Antragsstatus.votiert if has_votum(antrag) else Antragsstatus.formal_geprueft
    frist = release_by(antrag, at) if has_votum(antrag) else _anew(session, antrag, by, at)
    before = antrag.move(Schritt.wiederaufnehmen, faellig_am=frist, to=to)
    save(session, antrag, at)
    note(session, antrag, Schritt.wiederaufnehmen, before, by=by, at=at)
    beratung = waits_for_votum(antrag)
    tell(session, antrag, "antrag_wiederaufgenommen", at=at, frist=frist, beratung=beratung)


def _anew(session: Session, antrag: Antrag, by: Actor, at: datetime) -> datetime | None:
    reserve_anew(session, antrag, by=by, at=at)
    return decide_by(session, antrag, at)


STEP = StaffStep(
    Schritt.wiederaufnehmen,
    "wiederaufnahme",
    _l("Wieder aufnehmen"),
    _l("Wieder aufnehmen"),
    NoInput,
    wiederaufnehmen,
    _l("Wieder aufgenommen. Es geht dort weiter, wo der Antrag vorher stand."),
    policy.may_zurueckstellen,
    kind="haupt",
    sentence=_l(
        "Ein Votum bleibt gültig. Wurde noch nicht abgestimmt, kommt der Antrag zurück in die "
        "Beratung, und vorgemerkt ist wieder alles, was beantragt ist."
    ),
)
