"""Take back a bias that was declared by mistake, until somebody else has acted."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note
from app.casework.steps import NoInput, StaffStep
from app.i18n import _l


def befangenheit_zuruecknehmen(
    session: Session, antrag: Antrag, *, by: Actor, at: datetime
) -> None:
    """Raises NotAllowed where there is none, or somebody has gone by it. The record keeps both."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    row = next(row for row in antrag.befangenheiten if row.staff_id == by.staff_id)
    antrag.befangenheiten.remove(row)
    session.delete(row)
    session.flush()
    step = Schritt.befangenheit_zuruecknehmen
    note(session, antrag, step, antrag.status, by=by, at=at, public=False)


STEP = StaffStep(
    Schritt.befangenheit_zuruecknehmen,
    "befangenheit-ruecknahme",
    _l("Ich bin doch nicht befangen"),
    _l("Befangenheit zurücknehmen"),
    NoInput,
    befangenheit_zuruecknehmen,
    _l("Befangenheit zurückgenommen. Sie können den Antrag wieder bearbeiten."),
    policy.may_befangenheit_zuruecknehmen,
    sentence=_l("Für ein Versehen. Das geht, solange niemand anderes gehandelt hat."),
    optional=True,
)
