"""Take back a formal check that was a mistake, as long as nobody has built on it."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, reserve, save
from app.antraege.buero.steps.reasons import REASON_MISSING, demand_reason
from app.antraege.fristen import check_by
from app.antraege.hindrances import hindrance_to
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note
from app.casework.steps import StaffStep
from app.i18n import _l
from app.web.fields import AreaField
from app.web.forms import Form


class PruefungRuecknahmeForm(Form):
    grund = AreaField(
        _l("Was stimmt an der Prüfung nicht?"),
        id="pruefung-grund",
        max=2000,
        required=True,
        rows=2,
        hint=_l("Das liest nur das Personal."),
        missing=REASON_MISSING,
    )


def pruefung_zuruecknehmen(
    session: Session, antrag: Antrag, *, grund: str, by: Actor, at: datetime
) -> None:
    """Back to the formal check. Nothing is reserved any more, and the check stays readable."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    demand_reason(grund)
    for row in antrag.pruefungen:
        row.zurueckgenommen_am = row.zurueckgenommen_am or at
    reserve(session, antrag, 0, by=by, at=at)
    before = antrag.move(Schritt.pruefung_zuruecknehmen, faellig_am=check_by(antrag, at))
    antrag.geprueft_von_id = None
    save(session, antrag, at)
    step = Schritt.pruefung_zuruecknehmen
    note(session, antrag, step, before, by=by, at=at, reason=grund)


STEP = StaffStep(
    Schritt.pruefung_zuruecknehmen,
    "pruefung-ruecknahme",
    _l("Prüfung zurücknehmen"),
    _l("Prüfung zurücknehmen"),
    PruefungRuecknahmeForm,
    pruefung_zuruecknehmen,
    _l("Prüfung zurückgenommen. Der Antrag wartet wieder auf die Prüfung."),
    policy.may_pruefen,
    sentence=_l(
        "Für ein Versehen: Der Antrag kommt zurück in die Prüfung, und das Geld ist nicht mehr "
        "vorgemerkt. Der alte Vermerk bleibt lesbar."
    ),
    hindrance=hindrance_to(Schritt.pruefung_zuruecknehmen),
    optional=True,
)
