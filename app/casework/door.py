"""A feature's door: everything that the rest of the house may know of it.

Shared screens and commands (the start page, the desk, the page of a Vorgang, the record,
`quartier check`, the worker) know no feature: they ask the doors in `Features`, which the app
carries.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Engine
from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.lifecycle import Lifecycle
from app.casework.notes import Item as HasVorgang
from app.casework.office import Office
from app.casework.retention import Retention
from app.casework.sender import SenderSide
from app.errors import NotFound
from app.history.words import Words
from app.settings import Settings

Item = TypeVar("Item", bound=HasVorgang)


@dataclass(frozen=True)
class NavEntry:
    """A place in the navigation of staff, shown to whom its route is open."""

    address: str
    word: str
    permission: Permission


@dataclass(frozen=True)
class Task:
    """What waits for a member of staff. `since` is when it became theirs; `due` is None where no
    date is set. Aware UTC. `work` is a word of code where what is done in one go bears several
    words on the screen."""

    vorgangsnummer: str
    titel: str
    quartier: str
    was: str
    since: datetime
    due: datetime | None
    address: str
    work: str = ""


@dataclass(frozen=True)
class OverviewRow:
    """`amount` is cents, `note` what is to be known of it."""

    titel: str
    note: str
    amount: int
    address: str


@dataclass(frozen=True)
class Overview:
    """What a role finds on its first page besides tasks, and what is to be done with it."""

    titel: str
    sentence: str
    rows: Sequence[OverviewRow]

    @property
    def total(self) -> int:
        return sum(row.amount for row in self.rows)


@dataclass(frozen=True)
class News:
    """Something public that has happened; `word` says what kind of thing. `symbol` is one of
    components/symbole.html, `badge` a word and its tone. Aware UTC."""

    at: datetime
    word: str
    symbol: str
    titel: str
    quartier: str
    address: str
    badge: tuple[str, str] | None = None


@dataclass(frozen=True)
class Chain:
    """Threads of the record that begin with `prefix`, and their words.

    `prefix` "" are steps that any thread may hold. `word` stands for it before what follows; a
    thread of a Vorgang is called by its number. `names` says how what these threads are about is
    called; `address` is where it is seen, by whoever has the permission.
    """

    prefix: str
    words: Words
    word: str = ""
    names: Callable[[Session, Collection[str]], Mapping[str, str]] = lambda _session, _threads: {}
    address: Callable[[str], str] = lambda _thread: ""
    permission: Permission | None = None


@dataclass(frozen=True)
class Kind(Generic[Item]):
    """A kind of Vorgang. `art` is its word in the database, `letter` begins its numbers.

    `of_vorgang(session, vorgang_id, lock=…)` raises NotFound.
    """

    art: str
    letter: str
    word: str
    lifecycle: Lifecycle[Any]
    words: Words
    of_vorgang: Callable[..., Item]
    office: Office[Item]
    sender: SenderSide[Item]
    contact: Retention | None = None
    """Until when we may write to the sender, where the page of the Vorgang says it."""
    contact_over: Callable[[Session, Item, datetime], bool] = lambda _session, _item, _at: False
    """Whether an address that came now would be deleted next night: none is taken any more."""
    address_changed: Callable[[Item], None] = lambda _item: None
    """What the item has of the address of its Vorgang follows it."""

    @property
    def chain(self) -> Chain:
        """The search by number leads to the page, or says why not."""
        return Chain(
            f"{self.letter}-",
            self.words,
            address=lambda thread: f"/intern?nummer={thread}",
            permission=self.office.permission,
        )


@dataclass(frozen=True)
class Job:
    """Run by the worker again and again; says how much it did. `at` is aware UTC."""

    name: str
    run: Callable[[Engine, Settings, datetime], int]


@dataclass(frozen=True)
class Check:
    """For `quartier check`: one English sentence for each thing that is wrong."""

    name: str
    faults: Callable[[Session, Settings], Iterable[str]]


@dataclass(frozen=True)
class Feature:
    """`news` says what is new for everybody: (session, id of a Quartier or None, at most so many).

    `stays` are text columns ("table.column", or "table.*") that no retention covers, each with
    the reason why what stands there is not personal, or stays."""

    name: str
    routers: tuple[APIRouter, ...] = ()
    navigation: tuple[NavEntry, ...] = ()
    kinds: tuple[Kind[Any], ...] = ()
    chains: tuple[Chain, ...] = ()
    tasks: tuple[Callable[[Session, Actor, datetime], Sequence[Task]], ...] = ()
    overviews: tuple[Callable[[Session, Actor], Sequence[Overview]], ...] = ()
    news: tuple[Callable[[Session, int | None, int], Sequence[News]], ...] = ()
    jobs: tuple[Job, ...] = ()
    checks: tuple[Check, ...] = ()
    retentions: tuple[Retention, ...] = ()
    stays: Mapping[str, str] = field(default_factory=dict)


class Features:
    """All doors of the house, in the order of the rooms."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self._all = tuple(features)

    def __iter__(self) -> Iterator[Feature]:
        return iter(self._all)

    def named(self, name: str) -> Feature:
        """Raises StopIteration for a name that no feature has."""
        return next(feature for feature in self if feature.name == name)

    @property
    def routers(self) -> list[APIRouter]:
        return [router for feature in self for router in feature.routers]

    @property
    def jobs(self) -> list[Job]:
        return [job for feature in self for job in feature.jobs]

    @property
    def retentions(self) -> list[Retention]:
        return [retention for feature in self for retention in feature.retentions]

    @property
    def stays(self) -> dict[str, str]:
        return {column: why for feature in self for column, why in feature.stays.items()}

    @property
    def kinds(self) -> list[Kind[Any]]:
        return [kind for feature in self for kind in feature.kinds]

    @property
    def chains(self) -> list[Chain]:
        """What belongs to one prefix comes before what belongs to all."""
        own = [kind.chain for kind in self.kinds]
        more = [chain for feature in self for chain in feature.chains]
        return sorted([*own, *more], key=lambda chain: not chain.prefix)

    def kind(self, art: str) -> Kind[Any]:
        """Raises NotFound for a kind that no feature has any more."""
        return self._first(lambda kind: kind.art == art)

    def kind_of_number(self, vorgangsnummer: str) -> Kind[Any]:
        """By the letter the number begins with. Raises NotFound."""
        letter = vorgangsnummer.partition("-")[0]
        return self._first(lambda kind: kind.letter == letter)

    def overviews(self, session: Session, actor: Actor) -> list[Overview]:
        return [one for feature in self for ask in feature.overviews for one in ask(session, actor)]

    def navigation(self, actor: Actor) -> list[NavEntry]:
        """What this actor may open, in the order of the rooms."""
        entries = (entry for feature in self for entry in feature.navigation)
        return [entry for entry in entries if actor.has(entry.permission)]

    def _first(self, wanted: Callable[[Kind[Any]], bool]) -> Kind[Any]:
        found = next(filter(wanted, self.kinds), None)
        if found is None:
            raise NotFound
        return found


def doors(request: Request) -> Features:
    features: Features = request.app.state.features
    return features


Doors = Annotated[Features, Depends(doors)]
