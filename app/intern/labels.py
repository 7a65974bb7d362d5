"""One word for each step and state of the record, whatever feature wrote it."""

from app.antraege.trail import WORDS as ANTRAG
from app.auth.steps import WORDS as PERSONAL
from app.history.models import Step
from app.history.words import Words
from app.i18n import _, _l
from app.ideen.trail import WORDS as IDEE

_VORGANG = Words(
    {
        "email_aendern": _l("E-Mail-Adresse geändert"),
        "link_senden": _l("Link noch einmal gemailt"),
        "link_erneuern": _l("Neuer Link angelegt"),
    },
    sender="",
)
# By how the names of a feature's threads begin: the same word of code means other things elsewhere.
_THREADS: dict[str, Words] = {"A-": ANTRAG, "I-": IDEE, "personal-": PERSONAL}


def step_label(step: Step) -> str:
    words = _words(step)
    return words.label(step) if words.name(step) in words.steps else _VORGANG.label(step)


def reason_label(step: Step) -> str:
    """Why, as staff read it; "" where nobody gave a reason."""
    return _words(step).staff_reason(step)


def move_label(step: Step) -> str:
    """From where to where it led; "" where the state stayed."""
    if step.from_status == step.to_status:
        return ""
    words = _words(step)
    before = words.state(step.from_status) if step.from_status else _("neu")
    return f"{before} → {words.state(step.to_status or '')}"


def _words(step: Step) -> Words:
    return next((w for name, w in _THREADS.items() if step.thread.startswith(name)), _VORGANG)
