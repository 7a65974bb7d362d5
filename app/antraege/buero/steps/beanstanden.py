"""Object to what a body has decided: once, and it votes again (entscheidungen 16)."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, reserve_anew, save
from app.antraege.buero.steps.reasons import REASON_MISSING, demand_reason
from app.antraege.fristen import decide_by
from app.antraege.hindrances import hindrance_to
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note
from app.casework.steps import StaffStep
from app.i18n import _l
from app.web.fields import AreaField
from app.web.forms import Form


class BeanstandungForm(Form):
    grund = AreaField(
        _l("Was spricht gegen den Beschluss?"),
        id="beanstandung-grund",
        max=2000,
        required=True,
        rows=3,
        hint=_l("Das lesen die Quartierskoordination und alle, die noch einmal abstimmen."),
        missing=REASON_MISSING,
    )


def beanstanden(session: Session, antrag: Antrag, *, grund: str, by: Actor, at: datetime) -> None:
    """The body votes a second time, and that stands.

    Raises StepNotPossible where the term is over, it was objected to before, or the pot no longer
    holds what was requested.
    """
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    demand_reason(grund)
    if antrag.voten:
        antrag.voten[-1].beanstandet_am = at
    reserve_anew(session, antrag, by=by, at=at)
    before = antrag.move(Schritt.beanstanden, faellig_am=decide_by(session, antrag, at))
    save(session, antrag, at)
    note(session, antrag, Schritt.beanstanden, before, by=by, at=at, reason=grund)


STEP = StaffStep(
    Schritt.beanstanden,
    "beanstandung",
    _l("Beschluss beanstanden"),
    _l("Beschluss beanstanden"),
    BeanstandungForm,
    beanstanden,
    _l("Beanstandet. Jetzt wird noch einmal abgestimmt, und dabei bleibt es."),
    policy.may_zurueckgeben,
    sentence=_l(
        "Das geht nur einmal. Danach wird noch einmal abgestimmt, und der zweite Beschluss gilt. "
        "Vorgemerkt ist bis dahin alles, was beantragt ist."
    ),
    hindrance=hindrance_to(Schritt.beanstanden),
    optional=True,
)
