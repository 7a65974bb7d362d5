"""Pages of a list. The page number comes from the address, so nonsense in it is page 1, and what
lies behind the last page is the last one.

Hits are counted to a limit, so that a list of a million rows costs what one of a thousand does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from sqlalchemy import Select, func, literal
from sqlmodel import Session, select

T = TypeVar("T")
U = TypeVar("U")
PER_PAGE = 20
COUNTED = 1000
"""The most that are counted."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """`rows` of this page; `total` of all, and COUNTED + 1 stands for more than are counted."""

    rows: Sequence[T]
    number: int
    has_next: bool
    parameters: dict[str, Any]
    total: int
    per_page: int = PER_PAGE

    @property
    def last(self) -> int | None:
        """The number of the last page; None where nobody has counted so far."""
        return None if self.total > COUNTED else max(1, -(-self.total // self.per_page))

    @property
    def address(self) -> str:
        """The query of this very page, "" for the first one without a filter."""
        own = self._address(self.number)
        return "" if own == "?" else own

    @property
    def previous_address(self) -> str | None:
        return self._address(self.number - 1) if self.number > 1 else None

    @property
    def next_address(self) -> str | None:
        return self._address(self.number + 1) if self.has_next else None

    def map(self, change: Callable[[T], U]) -> "Page[U]":
        rows = [change(row) for row in self.rows]
        return Page(rows, self.number, self.has_next, self.parameters, self.total, self.per_page)

    def _address(self, number: int) -> str:
        parameters = {k: v for k, v in self.parameters.items() if v not in (None, "", [])}
        return "?" + urlencode(parameters | ({"seite": number} if number > 1 else {}), doseq=True)


def page_number(raw: str | None, *, last: int = 5000) -> int:
    """1 … last; anything else is 1."""
    if raw and raw.isascii() and raw.isdigit() and len(raw) <= 5:
        return min(max(int(raw), 1), last)
    return 1


def fetch_page(
    session: Session, query: Select[Any], number: int, parameters: dict[str, Any]
) -> Page[Any]:
    """The page of this number of what the query finds in its order; two queries."""
    every = query.order_by(None).with_only_columns(literal(1), maintain_column_froms=True)
    counted = every.limit(COUNTED + 1).subquery()
    total = session.scalar(select(func.count()).select_from(counted)) or 0
    if total <= COUNTED:
        number = min(number, max(1, -(-total // PER_PAGE)))
    rows = session.exec(  # type: ignore[call-overload]
        query.offset((number - 1) * PER_PAGE).limit(PER_PAGE + 1)
    ).all()
    return Page(rows[:PER_PAGE], number, len(rows) > PER_PAGE, parameters, total)
