"""What waits for a member of staff, over all features, by due date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from app.antraege import queries as antraege
from app.antraege.models import Antrag
from app.antraege.trail import TO_TEAM as ANTRAG_TO_TEAM
from app.antraege.trail import WORDS as ANTRAG
from app.antraege.trail import waiting, waiting_since
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.clock import BERLIN
from app.history.models import Step
from app.history.queries import last_of
from app.i18n import _
from app.ideen import queries as ideen
from app.ideen.models import Idee
from app.ideen.trail import TO_TEAM as IDEE_TO_TEAM
from app.ideen.trail import WORDS as IDEE


@dataclass(frozen=True)
class Task:
    """`since` is when it became the team's; `due` is None where no date is set. Aware UTC."""

    vorgangsnummer: str
    titel: str
    quartier: str
    was: str
    since: datetime
    due: datetime | None
    address: str


@dataclass(frozen=True)
class Pile:
    name: str
    tasks: Sequence[Task]


def tasks_of(session: Session, actor: Actor, *, at: datetime) -> list[Task]:
    """Oldest due date first, of one date what waits longest; what has none comes last."""
    new: Sequence[Idee] = ()
    asked: Sequence[Antrag] = ()
    if actor.has(Permission.ideen_moderieren):
        new = ideen.open_tasks(session, actor)
    if actor.has(Permission.antraege_sehen):
        asked = antraege.open_tasks(session, actor, at=at)
    brought = last_of(
        session,
        ([idee.vorgangsnummer for idee in new], IDEE.spellings(IDEE_TO_TEAM)),
        ([antrag.vorgangsnummer for antrag in asked], ANTRAG.spellings(ANTRAG_TO_TEAM)),
    )
    found = [_idee(idee, brought.get(idee.vorgangsnummer)) for idee in new]
    found += [_antrag(antrag, brought.get(antrag.vorgangsnummer)) for antrag in asked]
    return sorted(found, key=lambda t: (t.due is None, t.due or t.since, t.since, t.vorgangsnummer))


def next_task(session: Session, actor: Actor, *, at: datetime, besides: str) -> Task | None:
    """What comes after the Vorgang that was just worked on."""
    tasks = tasks_of(session, actor, at=at)
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


def _idee(idee: Idee, brought: Step | None) -> Task:
    return Task(
        vorgangsnummer=idee.vorgangsnummer,
        titel=idee.titel,
        quartier=idee.quartier.name,
        was=str(IDEE_TO_TEAM[IDEE.name(brought) if brought else "einreichen"]),
        since=brought.at if brought else idee.eingegangen_am,
        due=idee.pruefen_bis,
        address=f"/intern/ideen/{idee.vorgangsnummer}",
    )


def _antrag(antrag: Antrag, brought: Step | None) -> Task:
    return Task(
        vorgangsnummer=antrag.vorgangsnummer,
        titel=antrag.titel,
        quartier=antrag.quartier.name if antrag.quartier else "",
        was=waiting(antrag, brought),
        since=waiting_since(antrag, brought),
        due=antrag.faellig_am,
        address=f"/intern/antraege/{antrag.vorgangsnummer}",
    )
