"""A step that staff take on an item, and what an actor can do with it now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.errors import Verdict
from app.web.forms import Form

Item = TypeVar("Item")

# (session, item, *, by, at, **the form's values)
Action = Callable[..., None]


class NoInput(Form):
    """A step that needs no words."""


@dataclass(frozen=True)
class StaffStep(Generic[Item]):
    """`schritt` is its word in the record, `address` the last part of its own address, `kind` that
    of its button. `done` is told after it and may say "%(betrag)s" and "%(bis)s".

    `may` judges the actor's rights. The lifecycle says in which states the step can be taken;
    `hindrance` says in a sentence what stands in the way at a time (aware UTC) all the same, ""
    where nothing does.
    `leads` says whether a main step is one now, too.
    `initial` are the form's values before anybody has typed. `permission` opens its address, where
    seeing the item is not enough. `prepare` makes a new form fit this very item now: what it
    offers, and what it need not ask. `panel` is a template of its own instead of the usual form.
    """

    schritt: StrEnum
    address: str
    title: str
    button: str
    form: type[Form]
    act: Action
    done: str
    may: Callable[[Actor, Item], Verdict]
    kind: str = "neben"
    leads: Callable[[Item, datetime], bool] = lambda _item, _at: True
    sentence: str = ""
    hindrance: Callable[[Item, datetime], str] = lambda _item, _at: ""
    initial: Callable[[Item], dict[str, Any]] = lambda _item: {}
    permission: Permission | None = None
    panel: str = ""
    prepare: Callable[[Session, Item, Any, datetime], None] = lambda _session, _item, _form, _at: (
        None
    )
    optional: bool = False
    """Left out of what is refused: nobody misses it who may not take it."""


@dataclass(frozen=True)
class Choice(Generic[Item]):
    """What this actor can do now: one main step, others, and why the rest is not theirs.

    `refusals` are pairs of (the steps' words, the reason).
    """

    main: StaffStep[Item] | None = None
    others: list[StaffStep[Item]] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)

    @property
    def steps(self) -> list[StaffStep[Item]]:
        return [*([self.main] if self.main else []), *self.others]


def choice_for(
    actor: Actor, item: Item, possible: Iterable[StaffStep[Item]], *, at: datetime
) -> Choice[Item]:
    """Of the steps that are possible now, in the order of the page."""
    verdicts = [(step, step.may(actor, item)) for step in possible]
    mine = [step for step, verdict in verdicts if verdict]
    first = mine[0] if mine else None
    main = first if first and first.kind == "haupt" and first.leads(item, at) else None
    refused = [(s, v.reason) for s, v in verdicts if not v and not s.optional]
    return Choice(main, [step for step in mine if step is not main], _grouped(refused))


def _grouped(refused: Iterable[tuple[StaffStep[Any], str]]) -> list[tuple[str, str]]:
    by_reason: dict[str, list[str]] = {}
    for step, reason in refused:
        by_reason.setdefault(reason, []).append(str(step.title))
    return [(", ".join(words), reason) for reason, words in by_reason.items()]
