"""Reject an Antrag, with a reason that the sender reads."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, release_all, save
from app.antraege.buero.steps.reasons import REASON_MISSING, demand_reason
from app.antraege.decision import is_binding
from app.antraege.evidence import evidence_of
from app.antraege.hindrances import hindrance_to
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.db import row_id
from app.i18n import _l
from app.web.fields import AreaField
from app.web.forms import Form


class AblehnungForm(Form):
    grund = AreaField(
        _l("Warum lehnen Sie ab?"),
        id="ablehnung-grund",
        max=2000,
        required=True,
        rows=4,
        hint=_l("Die antragstellende Person liest das. Ein Rat zu anderen Töpfen hilft ihr."),
        missing=REASON_MISSING,
    )


def ablehnen(session: Session, antrag: Antrag, *, grund: str = "", by: Actor, at: datetime) -> None:
    """Reject with a reason that the sender reads; the reserve is free again. Where a body has said
    no, its reason is the one."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    if is_binding(antrag) and antrag.voten:
        grund = antrag.voten[-1].grund
    demand_reason(grund)
    before = antrag.status
    release_all(session, antrag, by=by, at=at)
    antrag.ablehnen(grund=grund, staff_id=row_id(by.staff_id), at=at)
    save(session, antrag, at)
    proof = evidence_of(antrag, Schritt.ablehnen)
    note(session, antrag, Schritt.ablehnen, before, by=by, at=at, reason=grund, evidence=proof)
    tell(session, antrag, "antrag_abgelehnt", at=at)


def _only_carry_out(_session: Session, antrag: Antrag, form: AblehnungForm, _at: datetime) -> None:
    if is_binding(antrag) and antrag.voten:
        del form.grund


STEP = StaffStep(
    Schritt.ablehnen,
    "ablehnung",
    _l("Ablehnen"),
    _l("Antrag ablehnen"),
    AblehnungForm,
    ablehnen,
    _l("Abgelehnt. Die antragstellende Person liest Ihren Grund."),
    policy.may_ablehnen,
    kind="gefahr",
    sentence=_l("Eine Ablehnung lässt sich nicht zurücknehmen. Das Geld ist dann wieder frei."),
    hindrance=hindrance_to(Schritt.ablehnen),
    prepare=_only_carry_out,
)
