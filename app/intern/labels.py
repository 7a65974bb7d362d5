"""One word for each step of the record, whatever feature wrote it."""

from app.antraege.status import SCHRITTWORTE
from app.auth.steps import WORDS as PERSONAL
from app.history.models import Step
from app.i18n import _l
from app.ideen.trail import SCHRITTWORTE as IDEENSCHRITTE

_VORGANG = {
    "email_aendern": _l("E-Mail-Adresse geändert"),
    "link_senden": _l("Link noch einmal gemailt"),
    "link_erneuern": _l("Neuer Link angelegt"),
}
_ELSEWHERE = {step.value: word for step, word in PERSONAL.items()} | IDEENSCHRITTE | _VORGANG


def step_label(step: Step) -> str:
    """By the kind of its thread: the same word of code means other things elsewhere."""
    if step.thread.startswith("A-") and step.step in SCHRITTWORTE:
        return str(SCHRITTWORTE[step.step])
    return str(_ELSEWHERE.get(step.step, step.step))
