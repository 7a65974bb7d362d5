"""Alembic's entry: the address of the database comes from the settings, or from the caller."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlmodel
from alembic import context
from sqlalchemy import Connection, Engine

from app.db import UtcDateTime, make_engine
from app.models import metadata
from app.settings import Settings


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write plain column types, so that a migration stands on its own."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sqlmodel.sql.sqltypes.AutoString):
        return f"sa.String(length={item.length})"
    return False


def run(engine: Engine) -> None:
    with engine.connect() as connection, _tables_may_be_built_anew(connection):
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_item=render_item,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def _tables_may_be_built_anew(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by building it anew. With foreign keys on, dropping the old one
    would count as deleting its rows, so they are off meanwhile and all checked before the commit.
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


run(context.config.attributes.get("engine") or make_engine(Settings()))
