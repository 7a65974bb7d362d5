"""Publish an Idee again that was taken down, as it was or redacted; it goes on where it stood."""

from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.i18n import _l
from app.ideen import policy
from app.ideen.evidence import evidence_of
from app.ideen.models import Idee
from app.ideen.status import LEBENSLAUF, Ideenstatus, Schritt
from app.ideen.steps.veroeffentlichen import VeroeffentlichungForm, as_it_stands, redact


def wieder_veroeffentlichen(
    session: Session,
    idee: Idee,
    *,
    by: Actor,
    at: datetime,
    ohne_foto: bool = False,
    **published: str,
) -> None:
    """As `veroeffentlichen`; what was promised and answered before stays.

    Raises StepNotPossible.
    """
    schritt = Schritt.wieder_veroeffentlichen
    stood = idee.verborgen_als or Ideenstatus.veroeffentlicht
    before = LEBENSLAUF.move(idee, schritt, to=stood)
    idee.verborgen_als = None
    redaction = redact(session, idee, published, ohne_foto=ohne_foto)
    evidence = evidence_of(idee, schritt)
    note(session, idee, schritt, before, by=by, at=at, remark=redaction, evidence=evidence)
    tell(session, idee, "idee_wieder_veroeffentlicht", at=at, redacted=redaction is not None)


STEP = StaffStep(
    Schritt.wieder_veroeffentlichen,
    "wiederveroeffentlichung",
    _l("Wieder veröffentlichen"),
    _l("Wieder veröffentlichen"),
    VeroeffentlichungForm,
    wieder_veroeffentlichen,
    _l("Veröffentlicht. Die Idee steht wieder auf der öffentlichen Seite."),
    policy.may_moderieren,
    kind="haupt",
    initial=as_it_stands,
    permission=Permission.ideen_moderieren,
    panel="intern/ideen/_veroeffentlichung.html",
)
