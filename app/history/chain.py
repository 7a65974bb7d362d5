"""Writing, reading and verifying the record of steps."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Protocol

from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from app.history import evidence as proof
from app.history.hashing import GENESIS, digest, new_salt, salt_hash
from app.history.models import ActorKind, Step, StepHead, StepText
from app.history.phrases import Remark

# The portal's own step where texts and salts of a thread were deleted.
FORGET = "texte_loeschen"


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
    remark: Remark | None = None,
    evidence: Mapping[str, object] | None = None,
    amount_cent: int | None = None,
    public: bool = True,
) -> Step:
    """Add one step to the thread's chain; `by=None` is the portal itself.

    `reason` is what somebody typed, `remark` what the portal says by itself, `evidence` the
    contents that the step stands for, by name. Amounts are cents, `at` is aware UTC. Whoever
    writes second in one thread waits for the first, and never for another thread.
    """
    seq, last_hash = _head(session, thread)
    row = Step(
        hash_version=2,
        thread=thread,
        seq=seq + 1,
        step=step,
        actor_kind=_kind(by),
        staff_id=by.staff_id if by else None,
        actor_name=by.name if by and by.staff_id is not None else "",
        from_status=from_status,
        to_status=to_status,
        phrase=remark.phrase if remark else "",
        parameters=remark.parameters if remark else "",
        amount_cent=amount_cent,
        public=public,
        at=at,
        prev_hash=last_hash,
        hash="",
    )
    _attach_text(row, reason)
    proof.attach(row, evidence or {})
    row.hash = digest(row)
    session.add(row)
    session.flush()
    _advance(session, row)
    return row


def trail(session: Session, thread: str, *, public_only: bool = False) -> list[Step]:
    """The thread's steps with their texts, oldest first."""
    query = select(Step).where(Step.thread == thread).order_by(col(Step.seq))
    if public_only:
        query = query.where(col(Step.public))
    return list(session.exec(query.options(joinedload(Step.text))))  # type: ignore[arg-type]


def broken(session: Session) -> Iterator[str]:
    """One English sentence for each thread whose chain does not hold, or not to its end."""
    rows = session.exec(
        select(Step, StepHead)
        .outerjoin(StepHead, col(StepHead.thread) == Step.thread)
        .options(joinedload(Step.text), joinedload(Step.evidence))  # type: ignore[arg-type]
        .order_by(col(Step.thread), col(Step.seq))
        .execution_options(yield_per=1000)
    )
    for thread, pairs in groupby(rows, key=lambda pair: pair[0].thread):
        steps, heads = zip(*pairs, strict=True)
        fault = _fault(steps) or _end_fault(steps[-1], heads[-1])
        if fault:
            yield f"history of {thread}: {fault}"
    any_step = select(Step.id).where(Step.thread == StepHead.thread).exists()
    for head in session.exec(select(StepHead).where(~any_step).order_by(col(StepHead.thread))):
        yield f"history of {head.thread}: all {head.seq} steps are missing"


def _fault(steps: Iterable[Step]) -> str | None:
    previous, gap = GENESIS, 0
    for expected, row in enumerate(steps, start=1):
        if row.seq != expected:
            return f"step {expected} is missing"
        if row.prev_hash != previous or row.hash != digest(row):
            return f"step {row.seq} does not match its hash"
        if row.text and salt_hash(row.text.salt, row.text.text) != row.text_hash:
            return f"the text of step {row.seq} does not match its hash"
        previous = row.hash
        gap = 0 if row.step == FORGET else gap
        gap = gap or (row.seq if _lacks_something(row) else 0)
    return f"the text or the salt of step {gap} was deleted, and no step says so" if gap else None


def _lacks_something(row: Step) -> bool:
    return row.lacks_text or bool(row.evidence_hash and row.evidence is None)


def _end_fault(last: Step, head: StepHead | None) -> str | None:
    if head is None:
        return "nothing says where it ends"
    if head.seq != last.seq:
        return f"it ends with step {last.seq}, but {head.seq} were written"
    return None if head.hash == last.hash else f"step {last.seq} is not the one that was written"


def _head(session: Session, thread: str) -> tuple[int, str]:
    """Number and hash of the last step, locked; read from the head, so that whoever deletes the
    last step does not have it overwritten."""
    row = session.execute(
        select(col(StepHead.seq), col(StepHead.hash))
        .where(StepHead.thread == thread)
        .with_for_update()
    ).first()
    return (row[0], row[1]) if row else (0, GENESIS)


def _advance(session: Session, row: Step) -> None:
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else pg_insert
    end = {"seq": row.seq, "hash": row.hash}
    session.execute(
        insert(StepHead)
        .values(thread=row.thread, **end)
        .on_conflict_do_update(index_elements=["thread"], set_=end)
    )


def _attach_text(row: Step, reason: str) -> None:
    row.text, row.text_hash = None, ""
    if reason:
        salt = new_salt()
        row.text = StepText(salt=salt, text=reason)
        row.text_hash = salt_hash(salt, reason)


def _kind(by: Who | None) -> ActorKind:
    if by is None:
        return ActorKind.system
    return ActorKind.resident if by.staff_id is None else ActorKind.staff
