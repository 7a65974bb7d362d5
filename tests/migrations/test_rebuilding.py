"""SQLite builds a table anew to change it; afterwards everything is as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text

from migrations.rebuilding import tables_may_be_built_anew
from tests.support import schema
from tests.support.database import engine_of, migrate


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Engine]:
    with engine_of(f"sqlite:///{tmp_path / 'portal.sqlite3'}") as engine:
        migrate(engine)
        yield engine


# Append-only and guarded; an index with a condition; a key that cascades; many CHECKs and keys.
TABLES = ("step", "buchung", "zustaendigkeit", "angebot", "antrag")


def test_a_table_built_anew_keeps_all_that_it_had(portal: Engine) -> None:
    """Columns, constraints by name and text, conditions of indexes, triggers."""
    before = schema.read(portal) | schema.triggers(portal)
    assert len(schema.triggers(portal)) >= 5
    with portal.connect() as connection, tables_may_be_built_anew(connection):
        op = Operations(MigrationContext.configure(connection))
        for table in TABLES:
            with op.batch_alter_table(table, recreate="always"):
                pass
    assert schema.differences(schema.read(portal) | schema.triggers(portal), before) == []


def test_a_trigger_of_another_table_may_read_the_one_that_is_built_anew(portal: Engine) -> None:
    with portal.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER mail_of_a_thread BEFORE INSERT ON mail"
                " WHEN NOT EXISTS (SELECT 1 FROM step WHERE step.thread = NEW.thread)"
                " BEGIN SELECT RAISE(ABORT, 'no such thread'); END"
            )
        )
    before = schema.triggers(portal)
    with portal.connect() as connection, tables_may_be_built_anew(connection):
        op = Operations(MigrationContext.configure(connection))
        with op.batch_alter_table("step", recreate="always"):
            pass
    assert schema.triggers(portal) == before


def test_a_trigger_that_the_migration_drops_stays_away(portal: Engine) -> None:
    with portal.connect() as connection, tables_may_be_built_anew(connection):
        op = Operations(MigrationContext.configure(connection))
        op.execute("DROP TRIGGER step_no_delete")
        with op.batch_alter_table("step", recreate="always"):
            pass
    assert "step_no_delete" not in schema.triggers(portal)
    assert "step_no_update" in schema.triggers(portal)
