"""Does the record agree with the items it is about? For `quartier check`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from app.history import evidence
from app.history.models import Step


@dataclass(frozen=True)
class Subject:
    """An item as it is stored now, told by its feature.

    `contents` are by the names under which steps keep them as evidence. `amounts` are cents by the
    step that must have told them last. `former_states` are the present words of old states.
    """

    thread: str
    status: str
    contents: Mapping[str, object] = field(default_factory=dict)
    amounts: Mapping[str, int] = field(default_factory=dict)
    former_states: Mapping[str, str] = field(default_factory=dict)


def disagreements(session: Session, subjects: Iterable[Subject]) -> Iterator[str]:
    """One English sentence for each thing that an item is and its record does not say."""
    remaining = iter(subjects)
    while some := list(islice(remaining, 500)):
        threads = _threads(session, [subject.thread for subject in some])
        for subject in some:
            for fault in _faults(subject, threads.get(subject.thread, ())):
                yield f"record of {subject.thread} ({subject.status}): {fault}"


def _threads(session: Session, names: Sequence[str]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    rows = session.exec(
        select(Step)
        .where(col(Step.thread).in_(names))
        .options(joinedload(Step.evidence))  # type: ignore[arg-type]
        .order_by(col(Step.thread), col(Step.seq))
    )
    for step in rows:
        found.setdefault(step.thread, []).append(step)
    return found


def _faults(subject: Subject, steps: Sequence[Step]) -> Iterator[str]:
    if not steps:
        yield "it has no step at all"
        return
    states = [step.to_status for step in steps if step.to_status is not None]
    state = subject.former_states.get(states[-1], states[-1]) if states else "no state"
    if state != subject.status:
        yield f"the last step leads to {state}"
    for word, cents in subject.amounts.items():
        last = next((step for step in reversed(steps) if step.step == word), None)
        if last is None or last.amount_cent != cents:
            yield f"no step {word} says {cents} cents"
    yield from _changes(subject, steps)


def _changes(subject: Subject, steps: Sequence[Step]) -> Iterator[str]:
    """What a step stands for holds until a later step stands for some of it."""
    later: frozenset[str] = frozenset()
    for step in reversed(steps):
        names = evidence.fields(step)
        if names and not names & later and not _holds(subject, step):
            what = ", ".join(sorted(names))
            yield f"changed since step {step.seq} ({step.step}), at least one of: {what}"
        later |= names


def _holds(subject: Subject, step: Step) -> bool:
    try:
        return evidence.agrees(step, subject.contents)
    except KeyError:
        return False
