"""What the sender of an item reads on the page of their Vorgang, and what they can do there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from app.casework.lifecycle import Lifecycle, Owner
from app.casework.notes import Item as HasVorgang
from app.casework.steps import Action
from app.casework.timeline import LATE, STILL_AWAITED, Line
from app.errors import StepNotPossible
from app.history.models import Step
from app.i18n import _
from app.text.formats import datum
from app.web.forms import Form

Item = TypeVar("Item", bound=HasVorgang)


def dated(sentence: str, until: datetime | None, jetzt: datetime, owner: Owner) -> str:
    """With the day in place of "%(bis)s"; a day that is over is not named as if it were to come,
    and without one nothing is promised for a day. `owner` is who has to act until then."""
    if "%(bis)s" not in sentence:
        return sentence
    if until is None:
        return _("Ein Tag steht noch nicht fest. Wie es weitergeht, lesen Sie hier.")
    if until < jetzt:
        return str(STILL_AWAITED if owner is Owner.sender else LATE)
    return sentence % {"bis": datum(until)}


@dataclass(frozen=True)
class SenderStep(Generic[Item]):
    """`address` is the last part of its own address below the Vorgang; `done` is said after it.

    `template` is its form; `asks_first` names the template of a page that a destructive step is
    asked on. `hindrance` says what stands in the way though the state allows it, "" for nothing.
    """

    schritt: StrEnum
    address: str
    title: str
    button: str
    form: type[Form]
    act: Action
    done: str
    template: str = "vorgaenge/_schritt.html"
    asks_first: str = ""
    hindrance: Callable[[Item], str] = lambda _item: ""


@dataclass(frozen=True)
class SenderSide(Generic[Item]):
    """`table` says each state in plain words, and what happens next; "%(bis)s" in it is the day
    that `until` names. `special` are the two where this very item goes another way than most in
    its state; `adjust` makes the second one what it is for it.

    `lines` is the trail from the steps of the record. `template` shows the item itself, `details`
    is what it needs besides at a moment (aware UTC). `is_good_news` colours the state. `phone` is
    the number of the Quartiersbüro that answers for it, "" where there is none.
    """

    lifecycle: Lifecycle[Any]
    steps: tuple[SenderStep[Item], ...]
    table: Mapping[Any, tuple[str, str]]
    until: Callable[[Item], datetime | None]
    lines: Callable[[Item, Sequence[Step], datetime], list[Line]]
    template: str
    special: Callable[[Item], tuple[str, str] | None] = lambda _item: None
    adjust: Callable[[Item, str], str] = lambda _item, after: after
    details: Callable[[Item, datetime], dict[str, Any]] = lambda _item, _at: {}
    is_good_news: Callable[[Item], bool] = lambda _item: False
    phone: Callable[[Item], str] = lambda _item: ""

    def waits_for_a_call(self, item: Item) -> bool:
        """Whether what comes next happens outside the portal, so that the sender has to ring."""
        return self.lifecycle.table[item.status].owner is Owner.office

    def sentences(self, item: Item, jetzt: datetime) -> tuple[str, str]:
        """The state, and what happens next and by when, as of a moment (aware UTC)."""
        state, after = map(str, self.special(item) or self.table[item.status])
        owner = self.lifecycle.table[item.status].owner
        return state, self.adjust(item, dated(after, self.until(item), jetzt, owner))

    def possible(self, item: Item) -> list[SenderStep[Item]]:
        return [step for step in self.steps if self._allows(step, item)]

    def step(self, address: str) -> SenderStep[Item] | None:
        return next((step for step in self.steps if step.address == address), None)

    def demand(self, step: SenderStep[Item], item: Item) -> None:
        """Raises StepNotPossible before a form is judged that is not on the page any more."""
        if not self._allows(step, item):
            raise StepNotPossible(step.hindrance(item) or _("Das hat sich inzwischen erledigt."))

    def _allows(self, step: SenderStep[Item], item: Item) -> bool:
        return self.lifecycle.allows(item.status, step.schritt) and not step.hindrance(item)
