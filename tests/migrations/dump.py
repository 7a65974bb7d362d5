"""All rows of a portal in one small file that any database can load: JSON lines, compressed.

The first line says the release, its revision and how SQLite's schema looked there. Then each table
has a line with its name and columns, and a line for each row. Times are ISO 8601 in UTC.
Tables are those of the database at hand, never those of today's models, which do not know them.
"""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, insert, select, text

from tests.support.schema import Schema

FOLDER = Path(__file__).parent

Row = dict[str, Any]
Tables = dict[str, list[Row]]
"""By name, in an order in which they can be filled; rows by primary key, values as in JSON."""


@dataclass(frozen=True)
class Dump:
    release: str
    revision: str
    sqlite: Schema
    tables: Tables


def file_of(release: str) -> Path:
    return FOLDER / f"release_{release.replace('.', '_')}.jsonl.xz"


def write(dump: Dump) -> Path:
    path = file_of(dump.release)
    lines = [json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in _lines(dump)]
    path.write_bytes(lzma.compress("".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))
    return path


def read(path: Path) -> Dump:
    header, *lines = map(json.loads, lzma.decompress(path.read_bytes()).decode().splitlines())
    tables: Tables = {}
    for line in lines:
        if isinstance(line, dict):
            rows, columns = tables.setdefault(line["table"], []), line["columns"]
        else:
            rows.append(dict(zip(columns, line, strict=True)))
    return Dump(**header, tables=tables)


def rows_of(engine: Engine) -> Tables:
    """Everything that is stored, but for Alembic's own table."""
    with engine.connect() as connection:
        return {table.name: _rows(connection, table) for table in _tables(connection)}


def load(engine: Engine, tables: Tables) -> None:
    """Into a database at the revision of the dump, whose tables are empty."""
    with engine.begin() as connection:
        for table in _tables(connection):
            if rows := tables[table.name]:
                kinds = {column.name: column.type.python_type for column in table.c}
                values = [{n: _value(v, kinds[n]) for n, v in row.items()} for row in rows]
                connection.execute(insert(table), values)
                _count_on(connection, table)


def _lines(dump: Dump) -> Iterator[Any]:
    yield {"release": dump.release, "revision": dump.revision, "sqlite": dump.sqlite}
    for table, rows in dump.tables.items():
        yield {"table": table, "columns": list(rows[0]) if rows else []}
        yield from (list(row.values()) for row in rows)


def _tables(connection: Connection) -> list[Table]:
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: name != "alembic_version")
    return metadata.sorted_tables


def _rows(connection: Connection, table: Table) -> list[Row]:
    """Sorted here: databases disagree on the order of words."""
    key = [column.name for column in table.primary_key.columns]
    rows = connection.execute(select(table)).mappings()
    plain = [{name: _plain(value) for name, value in row.items()} for row in rows]
    return sorted(plain, key=itemgetter(*key))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date | time) else value


def _value(value: Any, kind: type) -> Any:
    is_time = value is not None and issubclass(kind, date | time)
    return kind.fromisoformat(value) if is_time else value


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids itself: the next one comes after those of the dump."""
    if connection.dialect.name == "postgresql" and "id" in table.c:
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id))"
                f" FROM {table.name}"
            )
        )
