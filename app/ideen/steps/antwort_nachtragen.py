"""Correct or extend an official answer: the new one takes the place of the old, which stays."""

from datetime import datetime
from typing import Any

from app.auth.permissions import Permission
from app.casework.steps import StaffStep
from app.i18n import _, _l
from app.ideen import policy
from app.ideen.models import Idee
from app.ideen.status import BEANTWORTET, Schritt
from app.ideen.steps.antwort_eintragen import antworten
from app.ideen.steps.antwort_form import NachtragForm


def not_answered(idee: Idee, _at: datetime) -> str:
    if idee.status in BEANTWORTET:
        return ""
    return _("Die Idee ist noch nicht beantwortet.")


def _present(idee: Idee) -> dict[str, Any]:
    """The form begins with the answer as it is."""
    if idee.antwort is None:
        return {}
    return {
        "machbar": idee.antwort.machbar,
        "antwort_wann": idee.antwort.when,
        "antwort_grund": idee.antwort.grund or "",
        "antwort_text": idee.antwort.text,
    }


STEP = StaffStep(
    Schritt.antwort_eintragen,
    "antwort-nachtrag",
    _l("Antwort berichtigen oder ergänzen"),
    _l("Neue Fassung veröffentlichen"),
    NachtragForm,
    antworten,
    _l("Veröffentlicht. Die neue Fassung steht auf der öffentlichen Seite."),
    policy.may_moderieren,
    sentence=_l(
        "Die neue Fassung ersetzt die bisherige. Die bisherige bleibt auf der öffentlichen Seite "
        "nachlesbar, und die Person bekommt noch einmal eine Nachricht."
    ),
    hindrance=not_answered,
    initial=_present,
    permission=Permission.ideen_moderieren,
)
