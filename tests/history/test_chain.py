"""The record of steps: append-only, hash-chained per thread, and verified."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from app.auth.actor import Actor
from app.db import session_for
from app.history.chain import GENESIS, broken, digest, record, trail
from app.history.models import Step
from tests.support.clock import FixedNow

pytestmark = pytest.mark.both


def write(session: Session, now: FixedNow, thread: str = "I-2026-00001", **values: object) -> Step:
    options = {"step": "pruefen", "by": None, "at": now, "reason": "Grund: ä „“"} | values
    return record(session, thread=thread, **options)


def test_each_thread_is_a_chain_of_its_own(session: Session, now: FixedNow) -> None:
    first, second = write(session, now), write(session, now)
    other = write(session, now, thread="A-2026-00001")
    session.commit()
    assert (first.seq, second.seq, other.seq) == (1, 2, 1)
    assert second.prev_hash == first.hash
    assert other.prev_hash == GENESIS
    assert list(broken(session)) == []
    assert trail(session, "I-2026-00001") == [first, second]


def test_the_hash_survives_the_database(session: Session, now: FixedNow) -> None:
    step = write(session, now, amount_cent=40000, public=False)
    session.commit()
    session.expire_all()
    row = session.get(Step, step.id)
    assert digest(row) == row.hash


@pytest.mark.parametrize("statement", ["UPDATE step SET reason = 'anders'", "DELETE FROM step"])
def test_the_database_refuses_to_change_or_remove(
    session: Session, now: FixedNow, statement: str
) -> None:
    write(session, now)
    session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))
    session.rollback()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"reason": "nachgetragen"}, "step 2 does not match"),
        ({"seq": 9}, "step 2 is missing"),
        ({"amount_cent": 1}, "step 2 does not match"),
        ({"prev_hash": "f" * 64}, "step 2 does not match"),
    ],
    ids=str,
)
def test_a_forged_row_is_found(
    session: Session, now: FixedNow, change: dict[str, object], fault: str
) -> None:
    write(session, now)
    honest = write(session, now, thread="I-2026-00002")
    forged = honest.model_dump(exclude={"id"}) | {"thread": "I-2026-00001", "seq": 2} | change
    session.add(Step(**forged))
    session.commit()
    assert [fault in line for line in broken(session)] == [True]


def test_the_same_place_cannot_be_taken_twice(session: Session, now: FixedNow) -> None:
    row = write(session, now)
    session.commit()
    session.add(Step(**row.model_dump(exclude={"id"})))
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_staff_steps_name_their_person(session: Session, now: FixedNow) -> None:
    row = write(session, now, by=Actor.holder("I-2026-00001"))
    assert (row.actor_kind, row.actor_name) == ("resident", "")
    session.commit()
    session.add(Step(**row.model_dump(exclude={"id"}) | {"seq": 2, "actor_kind": "staff"}))
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_different_threads_do_not_wait_for_each_other(engine: Engine, now: FixedNow) -> None:
    """Both hold their transaction open at the same time, where the database allows two writers."""
    if engine.dialect.name == "sqlite":
        return
    meet = Barrier(2, timeout=20)

    def one(thread: str) -> None:
        with session_for(engine, write=True) as session:
            write(session, now, thread=thread)
            meet.wait()
            session.commit()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, ["I-2026-00001", "I-2026-00002"]))
