"""Pages of a list. The page number comes from the address, so nonsense in it is page 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

T = TypeVar("T")
PER_PAGE = 20


@dataclass(frozen=True)
class Page(Generic[T]):
    """`rows` of this page; whether more come is known without counting all."""

    rows: Sequence[T]
    number: int
    has_next: bool
    parameters: dict[str, Any]

    @property
    def previous_address(self) -> str | None:
        return self._address(self.number - 1) if self.number > 1 else None

    @property
    def next_address(self) -> str | None:
        return self._address(self.number + 1) if self.has_next else None

    def _address(self, number: int) -> str:
        parameters = {k: v for k, v in self.parameters.items() if v not in (None, "", [])}
        return "?" + urlencode(parameters | ({"seite": number} if number > 1 else {}), doseq=True)


def page_number(raw: str | None, *, last: int = 5000) -> int:
    """1 … last; anything else is 1."""
    if raw and raw.isascii() and raw.isdigit() and len(raw) <= 5:
        return min(max(int(raw), 1), last)
    return 1


def paginate(rows: Sequence[T], number: int, parameters: dict[str, Any]) -> Page[T]:
    """`rows` as fetched with LIMIT per page + 1."""
    return Page(rows[:PER_PAGE], number, len(rows) > PER_PAGE, parameters)
