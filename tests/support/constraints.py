"""Trying what the database must refuse, generated from the tables themselves."""

from typing import Any

import pytest
from sqlalchemy import (
    CheckConstraint,
    Enum,
    ForeignKeyConstraint,
    Table,
    UniqueConstraint,
    insert,
    inspect,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

Values = dict[str, Any]


def tables_of(*models: type[SQLModel]) -> dict[str, Table]:
    return {model.__tablename__: SQLModel.metadata.tables[model.__tablename__] for model in models}


def copy_of(row: SQLModel) -> Values:
    """The row's columns, without its running number."""
    table = SQLModel.metadata.tables[row.__tablename__]
    keys = list(table.primary_key.columns)
    running = keys[0].name if len(keys) == 1 and not keys[0].foreign_keys else None
    stored = inspect(type(row)).get_property_by_column
    return {c.name: getattr(row, stored(c).key) for c in table.columns if c.name != running}


def named_checks(*tables: Table) -> list[str]:
    """Every CHECK that somebody wrote, without those over the values of an enum."""
    return sorted(
        str(constraint.name)
        for table in tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint) and not constraint._type_bound
    )


def enum_columns(table: Table) -> list[str]:
    return [column.name for column in table.columns if isinstance(column.type, Enum)]


def foreign_keys(table: Table) -> list[str]:
    return [
        constraint.column_keys[0]
        for constraint in table.constraints
        if isinstance(constraint, ForeignKeyConstraint)
    ]


def uniques(table: Table) -> list[tuple[str, ...]]:
    """UNIQUE constraints, and a key that is no running number."""
    found = [
        tuple(c.name for c in constraint.columns)
        for constraint in (*table.constraints, *table.indexes)
        if isinstance(constraint, UniqueConstraint) or getattr(constraint, "unique", False)
    ]
    key = tuple(c.name for c in table.primary_key.columns)
    return found if key == ("id",) else [*found, key]


def assert_refused(session: Session, table: Table, values: Values, match: str) -> None:
    with pytest.raises(IntegrityError, match=match):
        session.execute(insert(table).values(values))
    session.rollback()


def assert_enum_refused(session: Session, table: Table, values: Values, column: str) -> None:
    """`text` passes by SQLAlchemy's own check, so that the database has to say no."""
    nonsense = {**values, column: text("'unsinn'")}
    assert_refused(session, table, nonsense, "(?i)check constraint")


def assert_foreign_key_refused(session: Session, table: Table, values: Values, column: str) -> None:
    assert_refused(session, table, {**values, column: 999_999}, "(?i)foreign key")
