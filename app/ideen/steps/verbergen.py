"""Take a public Idee down: nobody but its sender and staff sees it and its pictures any more."""

from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.fristen import working_days_after
from app.i18n import _l
from app.ideen import policy
from app.ideen.models import Idee
from app.ideen.phrases import TAKING_DOWN
from app.ideen.status import ABLEHNUNGSGRUENDE, LEBENSLAUF, Ablehnungsgrund, Ideenstatus, Schritt
from app.ideen.steps.ablehnen import AblehnungForm
from app.ideen.steps.moderation import PRUEFEN_WERKTAGE, show_pictures


def verbergen(
    session: Session, idee: Idee, *, grund: str, erklaerung: str, by: Actor, at: datetime
) -> None:
    """Back to moderation, with where it stood. `grund` is an Ablehnungsgrund.

    What was merged stands for itself again. Raises StepNotPossible.
    """
    before = LEBENSLAUF.move(idee, Schritt.verbergen)
    is_merged = before is Ideenstatus.zusammengefuehrt
    idee.verborgen_als = Ideenstatus.veroeffentlicht if is_merged else before
    idee.zusammengefuehrt_mit_id = None
    idee.ablehnungsgrund, idee.ablehnung_text = Ablehnungsgrund(grund), erklaerung
    idee.pruefen_bis = working_days_after(at, PRUEFEN_WERKTAGE)
    show_pictures(session, idee, public=False)
    remark = TAKING_DOWN(grund=grund)
    note(session, idee, Schritt.verbergen, before, by=by, at=at, remark=remark, public=False)
    tell(session, idee, "idee_verborgen", at=at, grund=ABLEHNUNGSGRUENDE[idee.ablehnungsgrund])


STEP = StaffStep(
    Schritt.verbergen,
    "veroeffentlichung-ruecknahme",
    _l("Von der Seite nehmen"),
    _l("Von der Seite nehmen"),
    AblehnungForm,
    verbergen,
    _l("Nicht mehr öffentlich. Bitte entscheiden Sie bis zum %(bis)s, wie es weitergeht."),
    policy.may_moderieren,
    kind="gefahr",
    sentence=_l(
        "Idee und Fotos sind danach nicht mehr öffentlich, und die Person erfährt den Grund. "
        "Sie können die Idee anpassen und wieder veröffentlichen."
    ),
    permission=Permission.ideen_moderieren,
    optional=True,
)
