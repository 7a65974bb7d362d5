"""What waits for a member of staff, over all features, by due date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from app.auth.actor import Actor
from app.casework.door import Features, Task
from app.clock import BERLIN
from app.i18n import _


@dataclass(frozen=True)
class Pile:
    name: str
    tasks: Sequence[Task]


def tasks_of(features: Features, session: Session, actor: Actor, *, at: datetime) -> list[Task]:
    """Oldest due date first, of one date what waits longest; what has none comes last."""
    found = [
        task for feature in features for ask in feature.tasks for task in ask(session, actor, at)
    ]
    return sorted(found, key=lambda t: (t.due is None, t.due or t.since, t.since, t.vorgangsnummer))


def next_task(
    features: Features, session: Session, actor: Actor, *, at: datetime, besides: str
) -> Task | None:
    """What comes after the Vorgang that was just worked on."""
    tasks = tasks_of(features, session, actor, at=at)
    return next((task for task in tasks if task.vorgangsnummer != besides), None)


def piles(tasks: Iterable[Task], *, at: datetime) -> list[Pile]:
    """Overdue, today, the next seven days, later: only the piles that hold something."""
    names = [_("Überfällig"), _("Heute"), _("In den nächsten sieben Tagen"), _("Später")]
    sorted_in: list[list[Task]] = [[], [], [], []]
    for task in tasks:
        sorted_in[_urgency(task.due, at)].append(task)
    return [Pile(name, rows) for name, rows in zip(names, sorted_in, strict=True) if rows]


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
