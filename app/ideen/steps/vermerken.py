"""A note of staff on an Idee: nothing moves, and nobody else reads it."""

from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.notes import note
from app.casework.steps import StaffStep
from app.i18n import _l
from app.ideen import policy
from app.ideen.models import Idee
from app.ideen.status import LEBENSLAUF, Schritt
from app.web.forms import AreaField, Form


class VermerkForm(Form):
    vermerk = AreaField(_l("Vermerk"), max=1000, required=True, rows=3)


def vermerken(session: Session, idee: Idee, *, vermerk: str, by: Actor, at: datetime) -> None:
    before = LEBENSLAUF.move(idee, Schritt.vermerken)
    note(session, idee, Schritt.vermerken, before, by=by, at=at, reason=vermerk, public=False)


STEP = StaffStep(
    Schritt.vermerken,
    "vermerk",
    _l("Etwas vermerken"),
    _l("Vermerk speichern"),
    VermerkForm,
    vermerken,
    _l("Vermerkt."),
    policy.may_moderieren,
    permission=Permission.ideen_moderieren,
)
