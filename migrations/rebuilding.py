"""What must not get lost where SQLite changes a table by building it anew.

Alembic's batch mode copies the rows, the named constraints and the indexes with their conditions.
Of triggers it knows nothing, and SQLite drops them with the old table; so they are taken down
before and put back after, and a migration writes `op.batch_alter_table` and no more. Where a
trigger itself has to change (it reads a column that is renamed, say), the migration drops it before
and creates it after. PostgreSQL changes tables in place.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.ddl.sqlite import SQLiteImpl
from alembic.operations.batch import BatchOperationsImpl
from sqlalchemy import Connection, Table


class TriggersStay(SQLiteImpl):
    """Alembic takes the last class that names a dialect, so importing this module is enough."""

    __dialect__ = "sqlite"
    _triggers: tuple[str, ...] = ()

    def prep_table_for_batch(self, batch_impl: BatchOperationsImpl, table: Table) -> None:
        """All triggers, not only the table's own: while it is gone, renaming its successor fails
        on any trigger that reads it."""
        super().prep_table_for_batch(batch_impl, table)
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        triggers = self.connection.exec_driver_sql(query).all()
        for name, _sql in triggers:
            self.connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        self._triggers = tuple(sql for _name, sql in triggers)

    def rename_table(
        self, old_table_name: str, new_table_name: str, schema: str | None = None
    ) -> None:
        super().rename_table(old_table_name, new_table_name, schema)
        triggers, self._triggers = self._triggers, ()
        for sql in triggers:
            self.connection.exec_driver_sql(sql)


@contextmanager
def tables_may_be_built_anew(connection: Connection) -> Iterator[None]:
    """One transaction. With foreign keys on, dropping the old table would count as deleting its
    rows, so on SQLite they are off meanwhile and all checked before the commit.

    Raises RuntimeError for rows that refer to nothing.
    """
    if connection.dialect.name != "sqlite":
        with connection.begin():
            yield
        return
    raw = connection.connection.driver_connection
    assert raw is not None  # noqa: S101 - connected just now
    raw.execute("PRAGMA foreign_keys = OFF")  # without effect inside a transaction
    try:
        with connection.begin():
            yield
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise RuntimeError(f"rows without what they refer to: {broken[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")
