"""Steps of the sender that every kind can have, in words that fit all of them."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from app.casework.sender import SenderStep
from app.casework.steps import Action, NoInput
from app.i18n import _l
from app.vorgaenge.forms import RueckantwortForm, WiderspruchForm


def replying(schritt: StrEnum, act: Action) -> SenderStep[Any]:
    """The reply to a Rückfrage; the action gets `rueckantwort`, and files come along."""
    return SenderStep(
        schritt,
        "antwort",
        _l("Antworten"),
        _l("Antwort senden"),
        RueckantwortForm,
        act,
        _l("Danke, Ihre Antwort ist angekommen."),
        template="vorgaenge/_rueckantwort.html",
    )


def objecting(schritt: StrEnum, act: Action, *, hindrance: Callable[[Any], str]) -> SenderStep[Any]:
    """An objection; the action gets `einwand`."""
    return SenderStep(
        schritt,
        "widerspruch",
        _l("Widersprechen"),
        _l("Bitte noch einmal ansehen"),
        WiderspruchForm,
        act,
        _l("Wir sehen noch einmal hin. Was dabei herauskommt, lesen Sie hier."),
        hindrance=hindrance,
    )


def withdrawing(schritt: StrEnum, act: Action, *, warning: str = "") -> SenderStep[Any]:
    """`warning` is a template that says what is lost with it, "" where nothing is."""
    return SenderStep(
        schritt,
        "zurueckziehung",
        _l("Zurückziehen"),
        _l("Ja, zurückziehen"),
        NoInput,
        act,
        _l("Zurückgezogen. Wir bearbeiten es nicht weiter, und nichts davon ist öffentlich."),
        template=warning,
        asks_first="vorgaenge/zurueckziehen.html",
    )
