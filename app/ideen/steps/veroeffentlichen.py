"""Publish an Idee, as it was sent or redacted."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, update

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.files.models import Datei, Dateiart
from app.fristen import days_after
from app.i18n import _l
from app.ideen import policy
from app.ideen.evidence import evidence_of
from app.ideen.models import SCHWAERZBAR, Idee
from app.ideen.phrases import REDACTION
from app.ideen.status import LEBENSLAUF, Schritt
from app.ideen.steps.moderation import take_up
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
    changed = [name for name in SCHWAERZBAR if _differs(idee, name, published)]
    idee.schwaerzen(**published)
    withheld = _publish_pictures(session, idee, publish=not ohne_foto)
    redacted = bool(changed) or withheld
    note(
        session,
        idee,
        Schritt.veroeffentlichen,
        before,
        by=by,
        at=at,
        remark=REDACTION(felder=changed, ohne_foto=withheld) if redacted else None,
        evidence=evidence_of(idee, Schritt.veroeffentlichen),
    )
    tell(session, idee, "idee_veroeffentlicht", at=at, redacted=redacted)


def _publish_pictures(session: Session, idee: Idee, *, publish: bool) -> bool:
    """Whether there were pictures that are not published. A PDF never is."""
    pictures = session.exec(
        update(Datei)
        .where(
            col(Datei.thread) == idee.vorgangsnummer,
            col(Datei.zweck) == "idee",
            col(Datei.art) == Dateiart.bild,
        )
        .values(oeffentlich=publish)
    )
    return not publish and pictures.rowcount > 0


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
    initial=lambda idee: {name: getattr(idee, name) for name in SCHWAERZBAR},
    permission=Permission.ideen_moderieren,
    panel="intern/ideen/_veroeffentlichung.html",
)
