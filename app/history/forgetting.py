"""Deleting what people typed into the record; the chain goes on holding without it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, delete, select

from app.history.chain import FORGET, record
from app.history.models import Step, StepEvidence, StepText


def forget_texts(
    session: Session,
    threads: Iterable[str],
    *,
    at: datetime,
    evidence: Mapping[str, Mapping[str, object]] | None = None,
) -> int:
    """Delete the texts of all steps of these threads, and the salts of what the steps stand for,
    so that nobody can try out what it was; returns how many texts there were.

    Each thread that held something gets a step of the portal that says so: a text that is missing
    without it is a fault. `evidence` is, by thread, what stays and is to be watched from now on.
    Steps of the first version have their reason in the row and keep it.
    """
    total = 0
    for thread in threads:
        texts, salts = _delete(session, StepText, thread), _delete(session, StepEvidence, thread)
        total += texts
        if texts or salts:
            rest = (evidence or {}).get(thread)
            record(session, thread=thread, step=FORGET, by=None, at=at, public=False, evidence=rest)
    return total


def has_texts(thread: Mapped[str]) -> ColumnElement[bool]:
    """Whether somebody typed something into a step of this thread, as part of a query."""
    of_thread = col(Step.thread) == thread
    return exists().where(col(StepText.step_id) == col(Step.id), of_thread)


def _delete(session: Session, table: type[StepText] | type[StepEvidence], thread: str) -> int:
    steps = select(Step.id).where(Step.thread == thread)
    return session.exec(delete(table).where(col(table.step_id).in_(steps))).rowcount
