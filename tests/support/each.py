"""Many rows, one test: `@each("row", ROWS)` where `parametrize` would make a test of each."""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest


def each(
    names: str | Sequence[str], rows: Iterable[Any], *, ids: Callable[[Any], str] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Like `parametrize`: the same arguments, and every row that fails is told by its own name.

    The fixtures are made once for all rows, so it fits checks that leave nothing behind which
    another row could see.
    """
    words = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
    rows = list(rows)
    assert rows, "a test of nothing"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def loop(subtests: pytest.Subtests, **fixtures: Any) -> None:
            for row in rows:
                values = [row] if len(words) == 1 else row
                with subtests.test(ids(row)[:80]):
                    test(**fixtures, **dict(zip(words, values, strict=True)))

        taken = inspect.signature(test).parameters.values()
        fixtures = [p.replace(kind=p.KEYWORD_ONLY) for p in taken if p.name not in words]
        own = inspect.Parameter("subtests", inspect.Parameter.POSITIONAL_OR_KEYWORD)
        loop.__signature__ = inspect.Signature([own, *fixtures])  # type: ignore[attr-defined]
        return loop

    return decorate
