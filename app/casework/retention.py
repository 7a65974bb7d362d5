"""How long something personal is stored, declared by the feature that stores it.

The page on data protection, the nightly run and `quartier aufraeumen` read these declarations;
nothing else says a period.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlmodel import Session, SQLModel, func, select
from sqlmodel.sql.expression import SelectOfScalar

from app.casework.deletion import Loeschart
from app.fristen import months_before
from app.i18n import _, ngettext
from app.settings import Settings

BATCH = 50
"""Rows of one transaction: nobody waits long for SQLite's one write lock."""


@dataclass(frozen=True)
class Period:
    """One of the four is set; months and years are those of the calendar in Europe/Berlin."""

    hours: int = 0
    days: int = 0
    months: int = 0
    years: int = 0

    def before(self, at: datetime) -> datetime:
        """What was before this moment has been there for the whole period. Aware UTC."""
        if self.months or self.years:
            return months_before(at, self.months + 12 * self.years)
        return at - timedelta(hours=self.hours, days=self.days)

    def after(self, at: datetime) -> datetime:
        """When the whole period after this moment is over. Aware UTC."""
        if self.months or self.years:
            return months_before(at, -(self.months + 12 * self.years))
        return at + timedelta(hours=self.hours, days=self.days)

    @property
    def words(self) -> str:
        if self.years:
            return ngettext("%(n)s Jahr", "%(n)s Jahre", self.years) % {"n": self.years}
        if self.months:
            return ngettext("%(n)s Monat", "%(n)s Monate", self.months) % {"n": self.months}
        if self.days:
            return ngettext("%(n)s Tag", "%(n)s Tage", self.days) % {"n": self.days}
        return ngettext("%(n)s Stunde", "%(n)s Stunden", self.hours) % {"n": self.hours}


@dataclass(frozen=True)
class Batch:
    """What one transaction has done; `last` is where the next goes on, None where all is done."""

    count: int
    last: int | None = None


class Sweep(Protocol):
    """Finds what is over and takes it away. `before` is Period.before; all times aware UTC."""

    def count(self, session: Session, settings: Settings, before: datetime) -> int: ...

    def forget(
        self, session: Session, settings: Settings, *, before: datetime, at: datetime, after: int
    ) -> Batch:
        """One batch in the caller's transaction. Doing it twice does no harm."""
        ...


@dataclass(frozen=True)
class Retention:
    """`name` stands in the log of runs for good: another period is another name, because it
    begins on the day of the upgrade. `columns` ("table.column") are what it
    empties.

    `what` and `after` make the sentence on the page on data protection. Without `sweep` whoever
    runs the server sees to it. `announced` was on that page in release 0.1 already, so it counts
    for rows that are older than the upgrade. Without `asks` nobody has to confirm it first: what
    was never handed in is nobody's loss, and would fill the disk meanwhile.
    """

    name: str
    what: str
    period: Period
    after: str
    art: Loeschart
    columns: tuple[str, ...] = ()
    sweep: Sweep | None = None
    announced: bool = False
    asks: bool = True

    @property
    def sentence(self) -> str:
        """For example "180 Tage nach der letzten Änderung"."""
        return _("%(dauer)s %(ereignis)s") % {"dauer": self.period.words, "ereignis": self.after}

    def begins(self, before: datetime, since: datetime) -> bool:
        """Whether rows can be due at all: a new period begins on the day it came into the house
        (`since`), also for what was there before."""
        return self.announced or since <= before


@dataclass(frozen=True)
class Rows:
    """Rows of the database by one whole number that tells them. `locks` are the tables of `due`
    that are held meanwhile, the Vorgang first; what somebody else holds waits for another night."""

    due: Callable[[datetime], SelectOfScalar[Any]]
    locks: tuple[type[SQLModel], ...]
    action: Callable[[Session, Settings, Sequence[int], datetime], None]

    def count(self, session: Session, settings: Settings, before: datetime) -> int:
        return session.exec(select(func.count()).select_from(self.due(before).subquery())).one()

    def forget(
        self, session: Session, settings: Settings, *, before: datetime, at: datetime, after: int
    ) -> Batch:
        query = self.due(before)
        key = query.selected_columns[0]
        ids = session.exec(
            query.where(key > after)
            .order_by(key)
            .limit(BATCH)
            .with_for_update(of=list(self.locks), skip_locked=True)
        ).all()
        if ids:
            self.action(session, settings, ids, at)
        return Batch(len(ids), ids[-1] if ids else None)
