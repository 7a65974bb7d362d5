"""How staff work on one kind of item: what they see, which steps they take, where these live."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.lifecycle import Lifecycle
from app.casework.notes import Item as HasVorgang
from app.casework.steps import Choice, StaffStep, choice_for
from app.errors import YES, StepNotPossible, Verdict
from app.history.words import Words

Item = TypeVar("Item", bound=HasVorgang)


@dataclass(frozen=True)
class Office(Generic[Item]):
    """`prefix` is the address of the list; an item's page lies below it, each step below that.

    `load(session, actor, vorgangsnummer, lock=…)` raises NotFound for what the actor does not see.
    `screen(session, actor, item, steps, at=…)` is what page and fragment show besides what can be
    done; `steps` are those of the record. `due` is until when the next thing is promised (aware
    UTC). `prefilled` are texts that a form brings
    along without anybody having typed them. `inside` says whether the actor may see the files.
    `wants_reading` says of what the page shows whether it is remembered who has opened it.
    """

    prefix: str
    permission: Permission
    page: str
    fragment: str
    lifecycle: Lifecycle[Any]
    words: Words
    steps: tuple[StaffStep[Item], ...]
    load: Callable[..., Item]
    screen: Callable[..., dict[str, Any]]
    due: Callable[[Item], datetime | None]
    inside: Callable[[Actor, Item], Verdict] = lambda _actor, _item: YES
    prefilled: Callable[[Item], Sequence[str | None]] = lambda _item: ()
    wants_reading: Callable[[Mapping[str, Any]], bool] = lambda _page: False

    def address(self, item: Item) -> str:
        return f"{self.prefix}/{item.vorgangsnummer}"

    def step(self, address: str) -> StaffStep[Item] | None:
        return next((step for step in self.steps if step.address == address), None)

    def demand(self, step: StaffStep[Item], item: Item, *, at: datetime) -> None:
        """Whether the step can be taken now, whoever asks. Raises StepNotPossible."""
        self.lifecycle.demand(item.status, step.schritt)
        if reason := step.hindrance(item, at):
            raise StepNotPossible(reason)

    def choice(self, actor: Actor, item: Item, *, at: datetime) -> Choice[Item]:
        possible = [
            step
            for step in self.steps
            if self.lifecycle.allows(item.status, step.schritt) and not step.hindrance(item, at)
        ]
        return choice_for(actor, item, possible, at=at)

    def seen(self, session: Session, actor: Actor, vorgangsnummer: str) -> Item:
        """An item whose files this actor may open. Raises NotFound or NotAllowed."""
        item = self.load(session, actor, vorgangsnummer)
        self.inside(actor, item).demand()
        return item
