"""What waits for a member of staff, over all features, by due date."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from app.auth.actor import Actor
from app.casework.door import Features, Task
from app.clock import BERLIN
from app.i18n import _


@dataclass(frozen=True)
class Pile:
    """`size` is how many there are in all, `tasks` those of the page."""

    name: str
    tasks: Sequence[Task]
    size: int


def tasks_of(features: Features, session: Session, actor: Actor, *, at: datetime) -> list[Task]:
    """Oldest due date first, of one date what waits longest; what has none comes last."""
    found = [
        task for feature in features for ask in feature.tasks for task in ask(session, actor, at)
    ]
    return sorted(found, key=_place)


def next_of(tasks: Sequence[Task], seen: Collection[str], *, after: Task | None) -> Task | None:
    """What comes after a task in their order and was not seen in this sitting: of the same work
    first, of those what comes behind it, then what lies before; then of the same kind of Vorgang.

    None where every one was seen. What is no Vorgang has a page of its own kind, which leads
    nowhere further, so it is never the next.
    """
    candidates = [t for t in tasks if t.vorgangsnummer and t.vorgangsnummer not in seen]
    if after is None:
        return next(iter(candidates), None)
    place = _place(after)
    return min(
        candidates,
        key=lambda t: (_distance(after, t), _place(t) < place, _place(t)),
        default=None,
    )


def task_for(tasks: Iterable[Task], number: str) -> Task | None:
    return next((task for task in tasks if task.vorgangsnummer == number), None)


def _distance(one: Task, other: Task) -> int:
    """0 for the same work, 1 for the same kind of Vorgang, 2 for another."""
    if one.vorgangsnummer.partition("-")[0] != other.vorgangsnummer.partition("-")[0]:
        return 2
    return 0 if (one.work or one.was) == (other.work or other.was) else 1


def _place(task: Task) -> tuple[bool, datetime, datetime, str]:
    return task.due is None, task.due or task.since, task.since, task.vorgangsnummer


def kind_of(task: Task) -> str:
    """What is to be done, in the words of the desk."""
    return task.was if task.vorgangsnummer else task.titel


def kinds(tasks: Iterable[Task]) -> list[tuple[str, int]]:
    """The kinds that wait, and how many of each, the most frequent first."""
    return Counter(map(kind_of, tasks)).most_common()


def piles(tasks: Sequence[Task], *, at: datetime, page: slice = slice(None)) -> list[Pile]:
    """Overdue, today, the next seven days, later: only the piles that hold something of this part
    of the tasks."""
    names = [_("Überfällig"), _("Heute"), _("In den nächsten sieben Tagen"), _("Später")]
    sizes = Counter(_urgency(task.due, at) for task in tasks)
    sorted_in: list[list[Task]] = [[], [], [], []]
    for task in tasks[page]:
        sorted_in[_urgency(task.due, at)].append(task)
    return [
        Pile(name, rows, sizes[number])
        for number, (name, rows) in enumerate(zip(names, sorted_in, strict=True))
        if rows
    ]


def _urgency(due: datetime | None, at: datetime) -> int:
    if due is None:
        return 3
    if due < at:
        return 0
    today = at.astimezone(BERLIN).date()
    day = due.astimezone(BERLIN).date()
    if day == today:
        return 1
    return 2 if day <= today + timedelta(days=7) else 3
