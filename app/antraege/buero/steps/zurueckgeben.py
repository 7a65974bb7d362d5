"""Hand an Antrag back to the Quartierskoordination instead of deciding on it."""

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


class RueckgabeForm(Form):
    grund = AreaField(
        _l("Was soll noch einmal geprüft werden?"),
        id="rueckgabe-grund",
        max=2000,
        required=True,
        rows=3,
        hint=_l("Das liest die Quartierskoordination, nicht die antragstellende Person."),
        missing=REASON_MISSING,
    )


def zurueckgeben(session: Session, antrag: Antrag, *, grund: str, by: Actor, at: datetime) -> None:
    """Back to the Quartierskoordination, which brings it to the Gremium once more.

    Raises StepNotPossible where the pot no longer holds what was requested.
    """
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    demand_reason(grund)
    reserve_anew(session, antrag, by=by, at=at)
    before = antrag.move(Schritt.zurueckgeben, faellig_am=decide_by(session, antrag, at))
    save(session, antrag, at)
    note(session, antrag, Schritt.zurueckgeben, before, by=by, at=at, reason=grund, public=False)


STEP = StaffStep(
    Schritt.zurueckgeben,
    "rueckgabe",
    _l("Zurückgeben"),
    _l("An die Quartierskoordination zurückgeben"),
    RueckgabeForm,
    zurueckgeben,
    _l("Zurückgegeben. Die Quartierskoordination liest jetzt Ihren Grund."),
    policy.may_zurueckgeben,
    hindrance=hindrance_to(Schritt.zurueckgeben),
    sentence=_l(
        "Das Gremium stimmt dann noch einmal ab. Vorgemerkt ist wieder alles, was beantragt ist."
    ),
)
