"""What waits for a member of staff, over all features, by due date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from app.antraege import queries as antraege
from app.antraege.models import Antrag
from app.antraege.status import ANTRAGSSTATUS
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.clock import BERLIN
from app.i18n import _
from app.ideen import queries as ideen
from app.ideen.models import Idee


@dataclass(frozen=True)
class Task:
    """`due` and `since` are aware UTC; `due` is None where no date is set."""

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
    """Oldest due date first; what has none comes last."""
    found: list[Task] = []
    if actor.has(Permission.ideen_moderieren):
        found += [_idee(idee) for idee in ideen.open_tasks(session, actor)]
    if actor.has(Permission.antraege_sehen):
        found += [_antrag(antrag) for antrag in antraege.open_tasks(session, actor, at=at)]
    return sorted(found, key=lambda t: (t.due is None, t.due or t.since, t.vorgangsnummer))


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


def _idee(idee: Idee) -> Task:
    return Task(
        vorgangsnummer=idee.vorgangsnummer,
        titel=idee.titel,
        quartier=idee.quartier.name,
        was=_("Idee prüfen"),
        since=idee.eingegangen_am,
        due=idee.pruefen_bis,
        address=f"/intern/ideen/{idee.vorgangsnummer}",
    )


def _antrag(antrag: Antrag) -> Task:
    return Task(
        vorgangsnummer=antrag.vorgangsnummer,
        titel=antrag.titel,
        quartier=antrag.quartier.name if antrag.quartier else "",
        was=_("Antrag: %(stand)s") % {"stand": ANTRAGSSTATUS[antrag.status]},
        since=antrag.eingereicht_am or antrag.angelegt_am,
        due=antrag.faellig_am,
        address=f"/intern/antraege/{antrag.vorgangsnummer}",
    )
