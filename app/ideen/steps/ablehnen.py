"""Do not publish an Idee. Only the sender reads the reason, and may object once."""

from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.i18n import _, _l
from app.ideen import policy
from app.ideen.models import Idee
from app.ideen.phrases import REFUSAL
from app.ideen.status import ABLEHNUNGSGRUENDE, LEBENSLAUF, Ablehnungsgrund, Schritt
from app.ideen.steps.moderation import take_up
from app.web.fields import AreaField, ChoiceField
from app.web.forms import Form


class AblehnungForm(Form):
    grund = ChoiceField(
        _l("Grund"),
        choices=ABLEHNUNGSGRUENDE.items(),
        required=True,
        empty=_l("Bitte wählen"),
        missing=_l("Bitte wählen Sie einen Grund."),
    )
    erklaerung = AreaField(
        _l("Ein paar Worte dazu"),
        max=1000,
        rows=4,
        hint=_l("Nur die Person, die geschrieben hat, liest sie."),
    )


def contradicted(form: AblehnungForm) -> AblehnungForm:
    """What was typed to refuse stands beside a press that publishes: neither is done."""
    form.grund.errors = [
        _("Hier steht etwas zum Ablehnen. Zum Veröffentlichen leeren Sie bitte Grund und Text.")
    ]
    return form


def ablehnen(
    session: Session, idee: Idee, *, grund: str, erklaerung: str, by: Actor, at: datetime
) -> None:
    """`grund` is an Ablehnungsgrund. Raises StepNotPossible."""
    LEBENSLAUF.demand(idee.status, Schritt.ablehnen)
    take_up(session, idee, by=by, at=at)
    before = LEBENSLAUF.move(idee, Schritt.ablehnen)
    idee.ablehnungsgrund, idee.ablehnung_text = Ablehnungsgrund(grund), erklaerung
    remark = REFUSAL(grund=grund)
    note(session, idee, Schritt.ablehnen, before, by=by, at=at, remark=remark, public=False)
    # As it is, so that the mail can say it in the language of its reader.
    tell(session, idee, "idee_abgelehnt", at=at, grund=ABLEHNUNGSGRUENDE[idee.ablehnungsgrund])


STEP = StaffStep(
    Schritt.ablehnen,
    "ablehnung",
    _l("Nicht veröffentlichen"),
    _l("Ablehnen"),
    AblehnungForm,
    ablehnen,
    _l("Abgelehnt. Nur die Person, die geschrieben hat, liest den Grund."),
    policy.may_moderieren,
    kind="gefahr",
    permission=Permission.ideen_moderieren,
)
