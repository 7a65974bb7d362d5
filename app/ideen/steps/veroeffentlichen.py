"""Publish an Idee, as it was sent or redacted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.fristen import days_after
from app.history.phrases import Remark
from app.i18n import _l
from app.ideen import policy
from app.ideen.evidence import evidence_of
from app.ideen.models import SCHWAERZBAR, Idee
from app.ideen.phrases import REDACTION
from app.ideen.status import LEBENSLAUF, Schritt
from app.ideen.steps.moderation import show_pictures, take_up
from app.web.fields import AreaField, CheckField, TextField
from app.web.forms import Form

ANTWORT_TAGE = 30


class VeroeffentlichungForm(Form):
    """Everything as it will be shown; changed means redacted."""

    titel = TextField(_l("Titel"), max=100, required=True)
    text = AreaField(_l("Text"), max=2000, required=True, rows=8)
    ort = TextField(_l("Ort"), max=120)
    name_anzeige = TextField(_l("Name, der dabeisteht"), max=60)
    ohne_foto = CheckField(_l("Ohne das Foto veröffentlichen"))


def veroeffentlichen(
    session: Session,
    idee: Idee,
    *,
    by: Actor,
    at: datetime,
    ohne_foto: bool = False,
    **published: str,
) -> None:
    """Publish; `published` (by `SCHWAERZBAR`) that differs from what was sent means redacted.

    With `ohne_foto` its pictures stay between sender and staff. Raises StepNotPossible.
    """
    LEBENSLAUF.demand(idee.status, Schritt.veroeffentlichen)
    take_up(session, idee, by=by, at=at)
    before = LEBENSLAUF.move(idee, Schritt.veroeffentlichen)
    # The first publication's date stays.
    idee.veroeffentlicht_am = idee.veroeffentlicht_am or at
    idee.antwort_bis = days_after(at, ANTWORT_TAGE)
    redaction = redact(session, idee, published, ohne_foto=ohne_foto)
    schritt = Schritt.veroeffentlichen
    evidence = evidence_of(idee, schritt)
    note(session, idee, schritt, before, by=by, at=at, remark=redaction, evidence=evidence)
    tell(session, idee, "idee_veroeffentlicht", at=at, redacted=redaction is not None)


def redact(
    session: Session, idee: Idee, published: Mapping[str, str], *, ohne_foto: bool
) -> Remark | None:
    """Make public what was let through; what the record says of it, None where nothing changed."""
    changed = [name for name in SCHWAERZBAR if _differs(idee, name, published)]
    idee.schwaerzen(**published)
    has_pictures = show_pictures(session, idee, public=not ohne_foto)
    idee.ohne_foto = ohne_foto and has_pictures
    if not changed and not idee.ohne_foto:
        return None
    return REDACTION(felder=changed, ohne_foto=idee.ohne_foto)


def as_it_stands(idee: Idee) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(idee, name) for name in (*SCHWAERZBAR, "ohne_foto")}


def _differs(idee: Idee, name: str, published: Mapping[str, str]) -> bool:
    return name in published and published[name] != getattr(idee, name)


STEP = StaffStep(
    Schritt.veroeffentlichen,
    "veroeffentlichung",
    _l("Veröffentlichen"),
    _l("Veröffentlichen"),
    VeroeffentlichungForm,
    veroeffentlichen,
    _l("Veröffentlicht. Die Antwort ist bis zum %(bis)s versprochen."),
    policy.may_moderieren,
    kind="haupt",
    initial=as_it_stands,
    permission=Permission.ideen_moderieren,
    panel="intern/ideen/_veroeffentlichung.html",
)
