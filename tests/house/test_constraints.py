"""The database knows the members of every enum, on both engines."""

import re

import pytest
from sqlalchemy import Engine, Enum, inspect
from sqlmodel import SQLModel

from app.models import metadata
from tests.support.each import each

pytestmark = pytest.mark.both

ENUMS = [
    (table.name, column.name)
    for table in metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Enum)
]


@each(("table", "column"), ENUMS)
def test_check_lists_exactly_the_members(engine: Engine, table: str, column: str) -> None:
    kind = metadata.tables[table].columns[column].type
    assert isinstance(kind, Enum)
    checks = {c["name"]: str(c["sqltext"]) for c in inspect(engine).get_check_constraints(table)}
    stored = set(re.findall(r"'([^']*)'", checks[f"ck_{table}_{kind.name}"]))
    assert stored == set(kind.enums)


def test_every_constraint_has_a_name(engine: Engine) -> None:
    reader = inspect(engine)
    nameless = [
        table
        for table in reader.get_table_names()
        for constraint in [
            *reader.get_check_constraints(table),
            *reader.get_unique_constraints(table),
            *reader.get_foreign_keys(table),
        ]
        if not constraint["name"]
    ]
    assert nameless == []


def test_every_list_has_an_order() -> None:
    """Without one the database gives rows as they lie, and pages change from load to load."""
    unordered = [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in SQLModel._sa_registry.mappers
        for relation in mapper.relationships
        if relation.uselist and not relation.order_by
    ]
    assert unordered == []
