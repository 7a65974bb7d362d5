"""Reading the record of steps across all threads."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.orm import Mapped, joinedload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.clock import BERLIN
from app.history.models import Step


@dataclass(frozen=True)
class Verlaufsfilter:
    """`since` and `until` are whole days in Europe/Berlin, both included. `about` is the thread of
    the person `staff_id`: what they did and what was done to them are found together."""

    thread: str = ""
    staff_id: int | None = None
    about: str = ""
    since: date | None = None
    until: date | None = None


def search(wanted: Verlaufsfilter) -> SelectOfScalar[Step]:
    """Steps with their texts, newest first."""
    query = select(Step).options(joinedload(Step.text))  # type: ignore[arg-type]
    if wanted.thread:
        query = query.where(Step.thread == wanted.thread)
    if wanted.staff_id is not None:
        did, about = col(Step.staff_id) == wanted.staff_id, col(Step.thread) == wanted.about
        query = query.where(or_(did, about))
    if wanted.since:
        query = query.where(Step.at >= _midnight(wanted.since))
    if wanted.until:
        query = query.where(Step.at < _midnight(wanted.until + timedelta(days=1)))
    return query.order_by(col(Step.at).desc(), col(Step.id).desc())


def last_of(session: Session, threads: Collection[str], steps: Collection[str]) -> dict[str, Step]:
    """By thread the latest of these steps, in one query and without their texts."""
    if not threads:
        return {}
    wanted = col(Step.thread).in_(threads) & col(Step.step).in_(steps)
    rows = session.exec(select(Step).where(wanted).order_by(col(Step.seq)))
    return {step.thread: step for step in rows}


def moved_at(thread: Mapped[str]) -> ColumnElement[datetime]:
    """When the item of this thread last took a step of its own, as part of a query; NULL without
    one. What concerns only the sender's link leads to no state and does not count."""
    query = select(func.max(Step.at)).where(Step.thread == thread, col(Step.to_status).is_not(None))
    return query.correlate_except(Step).scalar_subquery()


def taken_at(thread: Mapped[str], steps: Collection[str]) -> ColumnElement[datetime]:
    """When one of these steps was taken last, as part of a query; NULL without one."""
    query = select(func.max(Step.at)).where(Step.thread == thread, col(Step.step).in_(steps))
    return query.correlate_except(Step).scalar_subquery()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN)
