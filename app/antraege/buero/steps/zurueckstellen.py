"""Postpone an Antrag to a later meeting."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, save
from app.antraege.buero.steps.reasons import REASON_MISSING, demand_reason
from app.antraege.fristen import decide_later_by
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.i18n import _l
from app.web.fields import AreaField
from app.web.forms import Form


class ZurueckstellungForm(Form):
    grund = AreaField(
        _l("Warum erst später?"),
        id="zurueckstellung-grund",
        max=2000,
        required=True,
        rows=3,
        hint=_l("Die antragstellende Person bekommt diesen Satz."),
        missing=REASON_MISSING,
    )


def zurueckstellen(
    session: Session, antrag: Antrag, *, grund: str, by: Actor, at: datetime
) -> None:
    """To a later meeting; the reserve stays."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by)
    demand_reason(grund)
    before = antrag.move(Schritt.zurueckstellen, faellig_am=decide_later_by(session, antrag, at))
    save(session, antrag, at)
    note(session, antrag, Schritt.zurueckstellen, before, by=by, at=at, reason=grund)
    tell(session, antrag, "antrag_zurueckgestellt", at=at, grund=grund)


STEP = StaffStep(
    Schritt.zurueckstellen,
    "zurueckstellung",
    _l("Auf später verschieben"),
    _l("Auf später verschieben"),
    ZurueckstellungForm,
    zurueckstellen,
    _l("Auf später verschoben. Das Geld bleibt vorgemerkt."),
    policy.may_zurueckstellen,
    sentence=_l("Was vorgemerkt ist, bleibt vorgemerkt."),
)
