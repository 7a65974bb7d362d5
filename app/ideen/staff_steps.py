"""The steps that staff take on an Idee: each with its address, form, action and words."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.auth.actor import Actor
from app.i18n import _l
from app.ideen import actions
from app.ideen.forms import AblehnungForm, AntwortForm, RueckfrageForm, VeroeffentlichungForm
from app.ideen.models import SCHWAERZBAR, Idee
from app.ideen.status import ZU_PRUEFEN, Ablehnungsgrund, Ideenstatus
from app.web.taking import StaffStep


def refuse(
    session: Session, idee: Idee, *, grund: str, erklaerung: str, by: Actor, at: datetime
) -> None:
    """With the values of AblehnungForm."""
    reason = Ablehnungsgrund(grund)
    actions.ablehnen(session, idee, grund=reason, text=erklaerung, by=by, at=at)


def _as_it_stands(idee: Idee) -> dict[str, Any]:
    return {name: getattr(idee, name) for name in SCHWAERZBAR}


PUBLISH = StaffStep(
    "veroeffentlichen",
    "veroeffentlichung",
    _l("Veröffentlichen"),
    _l("Veröffentlichen"),
    VeroeffentlichungForm,
    actions.veroeffentlichen,
    _l("Veröffentlicht. Die Antwort ist bis zum %(bis)s versprochen."),
    kind="haupt",
    given=_as_it_stands,
)
ASK_BACK = StaffStep(
    "nachfragen",
    "rueckfrage",
    _l("Etwas nachfragen"),
    _l("Frage senden"),
    RueckfrageForm,
    actions.nachfragen,
    _l("Frage gesendet. Wir warten bis zum %(bis)s auf die Antwort."),
)
REFUSE = StaffStep(
    "ablehnen",
    "ablehnung",
    _l("Nicht veröffentlichen"),
    _l("Ablehnen"),
    AblehnungForm,
    refuse,
    _l("Abgelehnt. Nur die Person, die geschrieben hat, liest den Grund."),
    kind="gefahr",
)
WRITE_DOWN = StaffStep(
    "antworten",
    "antwort",
    _l("Antwort eintragen"),
    _l("Antwort eintragen"),
    AntwortForm,
    actions.antworten,
    _l("Antwort eingetragen. Die Prüfung geht weiter."),
    kind="haupt",
    sentence=_l("Für eine Antwort am Telefon oder auf Papier. Danach geht die Prüfung weiter."),
)
STEPS = (PUBLISH, ASK_BACK, REFUSE, WRITE_DOWN)


def possible_steps(idee: Idee) -> tuple[StaffStep, ...]:
    """Those that the Idee's state allows, the main one first; rights are the policy's matter."""
    if idee.status in ZU_PRUEFEN:
        return (PUBLISH, ASK_BACK, REFUSE)
    return (WRITE_DOWN,) if idee.status is Ideenstatus.nachgefragt else ()
