"""The lifecycle of a kind of item: one table of states and named transitions.

Sums of states ("public", "decided") are read off the table, in Python and in SQL alike, so that no
second list can disagree with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement

from app.errors import StepNotPossible

S = TypeVar("S", bound=StrEnum)


class Owner(StrEnum):
    """Who has to act in a state, so that none is left without a way on.

    `office` is staff outside the portal: the sender is told whom to ring. `nobody` is an end.
    """

    sender = "sender"
    staff = "staff"
    office = "office"
    nobody = "nobody"


@dataclass(frozen=True)
class State:
    """`word` and `tone` make the badge; `staff_word` where staff read another word. `traits` are
    the names of the sums of states it belongs to."""

    word: str
    tone: str
    owner: Owner
    traits: frozenset[StrEnum] = frozenset()
    staff_word: str = ""


@dataclass(frozen=True)
class Transition(Generic[S]):
    """From any of `sources` to one of `targets`; without targets the state stays. `asks_again`:
    what the sender was asked stays the same, so a reply that is being written fits it still."""

    sources: tuple[S, ...]
    targets: tuple[S, ...] = ()
    asks_again: bool = False


class StateSet(Generic[S]):
    """Some of the states, in the order of the table."""

    def __init__(self, states: Iterable[S]) -> None:
        self._states = tuple(states)

    def __contains__(self, state: object) -> bool:
        return state in self._states

    def __iter__(self) -> Iterator[S]:
        return iter(self._states)

    def __len__(self) -> int:
        return len(self._states)

    def __or__(self, other: "StateSet[S]") -> "StateSet[S]":
        return StateSet(dict.fromkeys((*self, *other)))

    def __sub__(self, other: "StateSet[S]") -> "StateSet[S]":
        return StateSet(s for s in self if s not in other)

    def holds(self, column: Any) -> ColumnElement[bool]:
        """The same as a condition of a query."""
        condition: ColumnElement[bool] = column.in_(self._states)
        return condition

    def outside(self, column: str = "status") -> str:
        """That the state is none of these, as text for a CHECK."""
        values = ", ".join(f"'{state.value}'" for state in self._states)
        return f"{column} NOT IN ({values})"


class HasStatus(Protocol[S]):
    status: S


class Lifecycle(Generic[S]):
    """`table` names each state once, `ways` each transition by the step that takes it.

    `too_late` is said where an item has moved on meanwhile.
    """

    def __init__(
        self,
        table: Mapping[S, State],
        ways: Mapping[StrEnum, Transition[S]],
        *,
        too_late: str,
    ) -> None:
        self.table, self.ways, self.too_late = table, ways, too_late

    def all(self) -> StateSet[S]:
        return StateSet(self.table)

    def having(self, trait: StrEnum) -> StateSet[S]:
        return StateSet(s for s, state in self.table.items() if trait in state.traits)

    def owned_by(self, owner: Owner) -> StateSet[S]:
        return StateSet(s for s, state in self.table.items() if state.owner is owner)

    @property
    def ends(self) -> StateSet[S]:
        """Where nobody has to act any more, inside the portal or outside: what was promised is
        done, or was taken back."""
        return self.owned_by(Owner.nobody)

    def words(self) -> dict[S, str]:
        return {s: state.word for s, state in self.table.items()}

    def staff_words(self) -> dict[S, str]:
        return {s: state.staff_word or state.word for s, state in self.table.items()}

    def tone(self, status: S) -> str:
        return self.table[status].tone

    def sources(self, schritt: StrEnum) -> StateSet[S]:
        """Where the step can be taken from."""
        return StateSet(self.ways[schritt].sources)

    def allows(self, status: S, schritt: StrEnum) -> bool:
        way = self.ways.get(schritt)
        return way is not None and status in way.sources

    def asks_again(self, schritt: str) -> bool:
        """Of a step by its word in the record."""
        return any(way.asks_again and step == schritt for step, way in self.ways.items())

    def demand(self, status: S, schritt: StrEnum) -> None:
        """Raises StepNotPossible."""
        if not self.allows(status, schritt):
            raise StepNotPossible(str(self.too_late))

    def move(self, item: HasStatus[S], schritt: StrEnum, *, to: S | None = None) -> S:
        """Take the transition and say which state it left; `to` where it has several targets.

        Raises StepNotPossible where the item has moved on, ValueError for a target that the
        transition does not lead to.
        """
        before = item.status
        self.demand(before, schritt)
        targets = self.ways[schritt].targets or (before,)
        if to is None and len(targets) > 1:
            raise ValueError(f"{schritt} leads to several states")
        target = targets[0] if to is None else to
        if target not in targets:
            raise ValueError(f"{schritt} does not lead to {target}")
        item.status = target
        return before
