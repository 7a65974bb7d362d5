"""Alembic's entry: the address of the database comes from the settings, or from the caller."""

from typing import Any

import sqlmodel
from alembic import context
from sqlalchemy import Engine

from app.db import UtcDateTime, make_engine
from app.models import metadata
from app.settings import Settings
from migrations.rebuilding import tables_may_be_built_anew


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write plain column types, so that a migration stands on its own."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sqlmodel.sql.sqltypes.AutoString):
        return f"sa.String(length={item.length})"
    return False


def run(engine: Engine) -> None:
    with engine.connect() as connection, tables_may_be_built_anew(connection):
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_item=render_item,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run(context.config.attributes.get("engine") or make_engine(Settings()))
