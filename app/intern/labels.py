"""One word for each step and state of the record, whatever feature wrote it."""

from app.antraege.status import ANTRAGSSTATUS, SCHRITTWORTE
from app.history.models import Step
from app.i18n import _, _l
from app.ideen.status import STAND_INTERN
from app.ideen.trail import SCHRITTWORTE as IDEENSCHRITTE
from app.personal.steps import WORDS as PERSONAL

_VORGANG = {
    "email_aendern": _l("E-Mail-Adresse geändert"),
    "link_senden": _l("Link noch einmal gemailt"),
    "link_erneuern": _l("Neuer Link angelegt"),
}
_STATES: dict[str, dict[str, str]] = {
    "A-": {state.value: word for state, word in ANTRAGSSTATUS.items()},
    "I-": {state.value: word for state, word in STAND_INTERN.items()},
}
_ELSEWHERE = {step.value: word for step, word in PERSONAL.items()} | IDEENSCHRITTE | _VORGANG


def step_label(step: Step) -> str:
    """By the kind of its thread: the same word of code means other things elsewhere."""
    if step.thread.startswith("A-") and step.step in SCHRITTWORTE:
        return str(SCHRITTWORTE[step.step])
    return str(_ELSEWHERE.get(step.step, step.step))


def move_label(step: Step) -> str:
    """From where to where it led; "" where the state stayed."""
    if step.from_status == step.to_status:
        return ""
    before = _state(step, step.from_status) if step.from_status else _("neu")
    return f"{before} → {_state(step, step.to_status)}"


def _state(step: Step, status: str | None) -> str:
    status = status or ""
    return str(_STATES.get(step.thread[:2], {}).get(status, status))
