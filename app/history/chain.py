"""Writing and verifying the record of steps."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Protocol

from sqlmodel import Session, col, select

from app.history.models import ActorKind, Step

GENESIS = "0" * 64
_HASHED = (
    "thread",
    "seq",
    "step",
    "actor_kind",
    "staff_id",
    "actor_name",
    "from_status",
    "to_status",
    "reason",
    "amount_cent",
    "public",
    "prev_hash",
)


class Who(Protocol):
    """Who takes a step. Whoever is no member of staff is never named in the record."""

    @property
    def staff_id(self) -> int | None: ...

    @property
    def name(self) -> str: ...


def record(
    session: Session,
    *,
    thread: str,
    step: str,
    by: Who | None,
    at: datetime,
    from_status: str | None = None,
    to_status: str | None = None,
    reason: str = "",
    amount_cent: int | None = None,
    public: bool = True,
) -> Step:
    """Add one step to the thread's chain; `by=None` is the portal itself.

    Amounts are cents, `at` is aware UTC. The caller holds the row the thread belongs to locked;
    if it did not, UNIQUE (thread, seq) refuses the second writer.
    """
    last = session.exec(
        select(Step).where(Step.thread == thread).order_by(col(Step.seq).desc()).limit(1)
    ).first()
    row = Step(
        thread=thread,
        seq=last.seq + 1 if last else 1,
        step=step,
        actor_kind=_kind(by),
        staff_id=by.staff_id if by else None,
        actor_name=by.name if by and by.staff_id is not None else "",
        from_status=from_status,
        to_status=to_status,
        reason=reason,
        amount_cent=amount_cent,
        public=public,
        at=at,
        prev_hash=last.hash if last else GENESIS,
        hash="",
    )
    row.hash = digest(row)
    session.add(row)
    session.flush()
    return row


def digest(row: Step) -> str:
    """SHA-256 over the step's content in a fixed order, hexadecimal."""
    content = [getattr(row, name) for name in _HASHED] + [row.at.isoformat()]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def trail(session: Session, thread: str, *, public_only: bool = False) -> list[Step]:
    """The thread's steps, oldest first."""
    query = select(Step).where(Step.thread == thread).order_by(col(Step.seq))
    if public_only:
        query = query.where(col(Step.public))
    return list(session.exec(query))


def broken(session: Session) -> Iterator[str]:
    """One English sentence for each thread whose chain does not hold."""
    rows = session.exec(
        select(Step).order_by(Step.thread, col(Step.seq)).execution_options(yield_per=1000)
    )
    for thread, steps in groupby(rows, key=lambda s: s.thread):
        fault = _fault(steps)
        if fault:
            yield f"history of {thread}: {fault}"


def _fault(steps: Iterable[Step]) -> str | None:
    previous = GENESIS
    for expected, row in enumerate(steps, start=1):
        if row.seq != expected:
            return f"step {expected} is missing"
        if row.prev_hash != previous or row.hash != digest(row):
            return f"step {row.seq} does not match its hash"
        previous = row.hash
    return None


def _kind(by: Who | None) -> ActorKind:
    if by is None:
        return ActorKind.system
    return ActorKind.resident if by.staff_id is None else ActorKind.staff
