"""Counting the queries of a page: `with queries(engine) as q: …; assert q.count == 7`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event

_NOT_COUNTED = ("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")


@dataclass
class Queries:
    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.statements)

    def __str__(self) -> str:
        return "\n\n".join(self.statements)


@contextmanager
def queries(engine: Engine) -> Iterator[Queries]:
    """Transactions and pragmas are not counted: they differ between the two databases."""
    seen = Queries()

    def note(_c: Connection, _cur: Any, statement: str, _p: Any, _ctx: Any, _many: bool) -> None:
        if not statement.lstrip().upper().startswith(_NOT_COUNTED):
            seen.statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
