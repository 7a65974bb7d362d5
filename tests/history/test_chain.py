"""The record of steps: append-only, hash-chained per thread, and verified to its end."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, col, select

from app.auth.actor import Actor
from app.db import session_for
from app.history.chain import broken, record, trail
from app.history.hashing import GENESIS, canonical, digest
from app.history.models import Step, StepEvidence, StepHead, StepText
from app.history.phrases import Remark
from tests.support.clock import FixedNow
from tests.support.guards import tamper
from tests.support.queries import queries

THREAD, OTHER = "I-2026-00001", "A-2026-00001"

pytestmark = pytest.mark.both


def write(session: Session, now: FixedNow, thread: str = THREAD, **values: object) -> Step:
    options = {"step": "pruefen", "by": None, "at": now, "reason": "Grund: ä „“"} | values
    return record(session, thread=thread, **options)


def test_each_thread_is_a_chain_of_its_own(session: Session, now: FixedNow) -> None:
    first, second = write(session, now), write(session, now)
    other = write(session, now, thread=OTHER)
    session.commit()
    assert (first.seq, second.seq, other.seq) == (1, 2, 1)
    assert second.prev_hash == first.hash
    assert other.prev_hash == GENESIS
    assert list(broken(session)) == []
    assert trail(session, THREAD) == [first, second]


def test_the_hash_survives_the_database(session: Session, now: FixedNow) -> None:
    remark = Remark("idee.abgelehnt", canonical({"grund": "werbung"}))
    step = write(session, now, remark=remark, amount_cent=40000, public=False)
    session.commit()
    session.expire_all()
    row = session.get(Step, step.id)
    assert row.hash_version == 2
    assert digest(row) == row.hash


def test_a_trail_is_one_query_with_its_texts(
    session: Session, engine: Engine, now: FixedNow
) -> None:
    for reason in ("Erstens", "", "Drittens"):
        write(session, now, reason=reason)
    session.commit()
    session.expunge_all()
    with queries(engine) as seen:
        assert [step.reason for step in trail(session, THREAD)] == ["Erstens", "", "Drittens"]
    assert seen.count == 1, seen


def test_the_reason_lies_beside_the_step(session: Session, now: FixedNow) -> None:
    """So that it can be deleted; the same reason twice gives two hashes."""
    first, second = write(session, now), write(session, now)
    plain = write(session, now, reason="")
    session.commit()
    assert session.execute(text("SELECT DISTINCT reason FROM step")).scalars().all() == [""]
    assert first.reason == second.reason == "Grund: ä „“"
    assert first.text_hash != second.text_hash
    assert (plain.reason, plain.text_hash, plain.lacks_text) == ("", "", False)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE step SET step = 'anders'",
        "DELETE FROM step",
        "UPDATE step_text SET text = 'anders'",
        "UPDATE step_evidence SET fields = 'anders'",
        "UPDATE step_head SET hash = 'anders'",
        "UPDATE step_head SET seq = seq - 1",
        "UPDATE step_head SET seq = seq + 2",
        "UPDATE step_head SET seq = seq + 1, thread = 'anders'",
        "DELETE FROM step_head",
    ],
)
def test_the_database_refuses_to_change_or_remove(
    session: Session, now: FixedNow, statement: str
) -> None:
    for _ in range(2):
        write(session, now, evidence={"titel": "Bank"})
    session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))
    session.rollback()


@pytest.mark.parametrize("table", ["step", "step_text", "step_evidence", "step_head"])
def test_the_database_refuses_to_empty_a_table(session: Session, table: str) -> None:
    if session.get_bind().dialect.name == "sqlite":
        return  # it knows no TRUNCATE
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(f"TRUNCATE {table} CASCADE"))
    session.rollback()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"step": "freigeben"}, "step 2 does not match its hash"),
        ({"seq": 9}, "step 2 is missing"),
        ({"amount_cent": 1}, "step 2 does not match its hash"),
        ({"prev_hash": "f" * 64}, "step 2 does not match its hash"),
        ({"phrase": "idee.abgelehnt"}, "step 2 does not match its hash"),
        ({"phrase": "idee.angepasst", "parameters": "{}"}, "step 2 does not match its hash"),
        ({"text_hash": ""}, "step 2 does not match its hash"),
        ({"evidence_hash": "f" * 64}, "step 2 does not match its hash"),
        ({"hash_version": 1, "text_hash": ""}, "step 2 does not match its hash"),
    ],
    ids=str,
)
def test_a_changed_step_is_found(
    session: Session, now: FixedNow, change: dict[str, object], fault: str
) -> None:
    write(session, now)
    changed = write(session, now)
    write(session, now, thread=OTHER)
    values = ", ".join(f"{name} = {value!r}" for name, value in change.items())
    tamper(session, f"UPDATE step SET {values} WHERE id = {changed.id}")
    assert list(broken(session)) == [f"history of {THREAD}: {fault}"]


def test_a_step_written_beside_the_portal_is_found(session: Session, now: FixedNow) -> None:
    """With all hashes right, as anybody can compute them."""
    write(session, now)
    forged = Step(
        thread=THREAD,
        seq=2,
        step="freigeben",
        actor_kind="system",
        at=now,
        prev_hash=trail(session, THREAD)[0].hash,
        hash="",
    )
    forged.hash = digest(forged)
    session.add(forged)
    session.commit()
    (fault,) = broken(session)
    assert fault == f"history of {THREAD}: it ends with step 2, but 1 were written"


def _delete_step(session: Session, seq: int) -> None:
    here = f"thread = '{THREAD}' AND seq >= {seq}"
    beside = f"step_id IN (SELECT id FROM step WHERE {here})"
    tamper(
        session,
        f"DELETE FROM step_text WHERE {beside}",
        f"DELETE FROM step_evidence WHERE {beside}",
        f"DELETE FROM step WHERE {here}",
    )


def test_a_deleted_tail_is_found(session: Session, now: FixedNow) -> None:
    for _ in range(3):
        write(session, now)
    _delete_step(session, 3)
    (fault,) = broken(session)
    assert fault == f"history of {THREAD}: it ends with step 2, but 3 were written"


def test_a_deleted_tail_is_not_covered_by_the_next_step(session: Session, now: FixedNow) -> None:
    for _ in range(3):
        write(session, now)
    _delete_step(session, 3)
    assert write(session, now).seq == 4
    session.commit()
    assert list(broken(session)) == [f"history of {THREAD}: step 3 is missing"]


def test_a_deleted_thread_is_found(session: Session, now: FixedNow) -> None:
    for thread in (THREAD, THREAD, OTHER):
        write(session, now, thread=thread)
    _delete_step(session, 1)
    assert list(broken(session)) == [f"history of {THREAD}: all 2 steps are missing"]


def test_an_exchanged_tail_is_found(session: Session, now: FixedNow) -> None:
    write(session, now)
    write(session, now)
    _delete_step(session, 2)
    other = Step(
        thread=THREAD, seq=2, step="ablehnen", actor_kind="system", at=now, prev_hash="", hash=""
    )
    other.prev_hash = trail(session, THREAD)[0].hash
    other.hash = digest(other)
    session.add(other)
    session.commit()
    (fault,) = broken(session)
    assert fault == f"history of {THREAD}: step 2 is not the one that was written"


def test_a_missing_head_is_found(session: Session, now: FixedNow) -> None:
    write(session, now)
    tamper(session, "DELETE FROM step_head")
    assert list(broken(session)) == [f"history of {THREAD}: nothing says where it ends"]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE step_text SET text = 'anders'", "the text of step 1 does not match its hash"),
        ("UPDATE step_text SET text = ''", "the text of step 1 does not match its hash"),
        (
            "DELETE FROM step_text",
            "the text or the salt of step 1 was deleted, and no step says so",
        ),
        (
            "DELETE FROM step_evidence",
            "the text or the salt of step 1 was deleted, and no step says so",
        ),
    ],
)
def test_a_changed_or_deleted_text_is_found(
    session: Session, now: FixedNow, statement: str, fault: str
) -> None:
    write(session, now, evidence={"titel": "Bank"})
    tamper(session, statement)
    assert list(broken(session)) == [f"history of {THREAD}: {fault}"]


def test_a_text_put_beside_a_step_without_one_is_found(session: Session, now: FixedNow) -> None:
    step = write(session, now, reason="")
    session.add(StepText(step_id=step.id, salt="0" * 32, text="nachgetragen"))
    session.commit()
    session.expire_all()
    (fault,) = broken(session)
    assert fault == f"history of {THREAD}: the text of step 1 does not match its hash"


def test_the_same_place_cannot_be_taken_twice(session: Session, now: FixedNow) -> None:
    row = write(session, now)
    session.commit()
    session.add(Step(**row.model_dump(exclude={"id"})))
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_staff_steps_name_their_person(session: Session, now: FixedNow) -> None:
    row = write(session, now, by=Actor.holder(THREAD))
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
    with session_for(engine, write=True) as session:
        for thread in (THREAD, OTHER):
            write(session, now, thread=thread)
        session.commit()
    meet = Barrier(2, timeout=20)

    def one(thread: str) -> None:
        with session_for(engine, write=True) as session:
            write(session, now, thread=thread)
            write(session, now, thread=f"{thread}-neu")
            meet.wait()
            session.commit()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, [THREAD, OTHER]))


def test_writers_of_one_thread_follow_each_other(engine: Engine, now: FixedNow) -> None:
    """Also those who forgot to lock what the thread is about."""
    with session_for(engine, write=True) as session:
        write(session, now)
        session.commit()
    begun = Event()

    def first() -> None:
        with session_for(engine, write=True) as session:
            write(session, now, reason="zuerst")
            begun.set()
            session.commit()

    def second() -> None:
        begun.wait(20)
        with session_for(engine, write=True) as session:
            write(session, now, reason="danach")
            session.commit()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(first), pool.submit(second)]:
            done.result()
    with session_for(engine, write=False) as session:
        assert [s.reason for s in trail(session, THREAD)][1:] == ["zuerst", "danach"]
        assert list(broken(session)) == []
        assert session.exec(select(col(StepHead.seq))).all() == [3]


def test_evidence_is_kept_as_one_salted_hash(session: Session, now: FixedNow) -> None:
    content = {"titel": "Bank", "auflagen": "Belege bis Juli"}
    first, second = (write(session, now, evidence=content) for _ in range(2))
    plain = write(session, now)
    session.commit()
    assert first.evidence_hash != second.evidence_hash
    assert (plain.evidence, plain.evidence_hash) == (None, "")
    stored = session.exec(select(StepEvidence)).all()
    assert {row.fields for row in stored} == {"titel,auflagen"}
    dump = " ".join(str(row.model_dump()) for row in (*stored, first, second))
    assert "Bank" not in dump
    assert "Belege" not in dump
