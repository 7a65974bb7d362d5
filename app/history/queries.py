"""Reading the record of steps across all threads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from app.auth.models import Mitarbeiter
from app.clock import BERLIN
from app.history.models import Step
from app.text.paging import PER_PAGE


@dataclass(frozen=True)
class Verlaufsfilter:
    """`since` and `until` are whole days in Europe/Berlin, both included."""

    thread: str = ""
    staff_id: int | None = None
    since: date | None = None
    until: date | None = None


def search(session: Session, wanted: Verlaufsfilter, *, page: int) -> Sequence[Step]:
    """One page and one row more, newest first."""
    query = select(Step)
    if wanted.thread:
        query = query.where(Step.thread == wanted.thread)
    if wanted.staff_id is not None:
        query = query.where(Step.staff_id == wanted.staff_id)
    if wanted.since:
        query = query.where(Step.at >= _midnight(wanted.since))
    if wanted.until:
        query = query.where(Step.at < _midnight(wanted.until + timedelta(days=1)))
    query = query.order_by(col(Step.at).desc(), col(Step.id).desc())
    return session.exec(query.offset((page - 1) * PER_PAGE).limit(PER_PAGE + 1)).all()


def last_of(session: Session, threads: Collection[str], steps: Collection[str]) -> dict[str, Step]:
    """By thread the latest of these steps, in one query."""
    if not threads:
        return {}
    wanted = col(Step.thread).in_(threads) & col(Step.step).in_(steps)
    rows = session.exec(select(Step).where(wanted).order_by(col(Step.seq)))
    return {step.thread: step for step in rows}


def people(session: Session) -> list[tuple[str, str]]:
    """(id, name) of all staff, for the filter."""
    rows = session.exec(select(Mitarbeiter.id, Mitarbeiter.name).order_by(Mitarbeiter.name))
    return [(str(id_), name) for id_, name in rows]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN)
