"""What was written by the first rule verifies by it for ever, and reads as it did."""

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from app.db import session_for
from app.history.chain import broken, record, trail
from app.history.models import Step, StepHead
from app.history.words import Words
from tests.history.old_rows import KNOWN, insert, old_row
from tests.support.clock import FixedNow
from tests.support.database import ROOT
from tests.support.guards import tamper

THREAD = KNOWN["thread"]


def test_the_first_rule_is_what_it_was() -> None:
    assert old_row() == KNOWN


@pytest.fixture
def migrated(engine: Engine) -> Engine:
    """Two threads of release 0.1, then migrated with the rows in place."""
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["engine"] = engine
    before = ScriptDirectory.from_config(config).get_revision("20261123_verlauf").down_revision
    command.downgrade(config, str(before))
    try:
        with engine.begin() as connection:
            first = old_row()
            insert(connection, first)
            insert(connection, old_row(seq=2, step="widersprechen", prev_hash=first["hash"]))
            insert(connection, old_row(thread="A-2026-00001", reason="", amount_cent=40_000))
    finally:
        command.upgrade(config, "head")
    return engine


def test_a_filled_table_is_migrated_and_verifies(migrated: Engine) -> None:
    with session_for(migrated, write=False) as session:
        assert list(broken(session)) == []
        assert set(session.exec(select(Step.hash_version))) == {1}
        assert [s.reason for s in trail(session, THREAD)] == [KNOWN["reason"]] * 2
        heads = select(StepHead.thread, StepHead.seq).order_by(col(StepHead.thread))
        assert session.exec(heads).all() == [("A-2026-00001", 1), (THREAD, 2)]


def test_a_chain_goes_on_by_the_new_rule(migrated: Engine, now: FixedNow) -> None:
    with session_for(migrated, write=True) as session:
        record(session, thread=THREAD, step="pruefen", by=None, at=now, reason="Noch einmal")
        session.commit()
        assert list(broken(session)) == []
        assert [(s.seq, s.hash_version) for s in trail(session, THREAD)] == [(1, 1), (2, 1), (3, 2)]
        assert [s.reason for s in trail(session, THREAD)][-1] == "Noch einmal"


def test_old_reasons_are_read_as_before(migrated: Engine) -> None:
    words = Words({"ablehnen": "abgelehnt"}, sender="Absender*in")
    with session_for(migrated, write=False) as session:
        step = trail(session, THREAD)[0]
        assert words.why(step) == f"Portal: {KNOWN['reason']}"


@pytest.mark.parametrize("statement", ["UPDATE step SET reason = ''", "DELETE FROM step"])
def test_the_guards_are_still_there(migrated: Engine, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), migrated.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("reason = 'anders'", "step 1 does not match its hash"),
        ("hash_version = 2, reason = ''", "step 1 does not match its hash"),
    ],
)
def test_a_changed_old_row_is_found(
    migrated: Engine, session: Session, change: str, fault: str
) -> None:
    tamper(session, f"UPDATE step SET {change} WHERE thread = '{THREAD}' AND seq = 1")
    assert list(broken(session)) == [f"history of {THREAD}: {fault}"]
