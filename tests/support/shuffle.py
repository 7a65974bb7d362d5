"""A random order of tests that can be had again: whatever a test leaves behind is found by those
that do not expect it.

Folders stay together, and files in them: what a folder sets up (a demo city, a browser) is not set
up anew for each test.
"""

from collections.abc import Callable
from itertools import groupby
from random import Random

import pytest

_LEVELS: tuple[Callable[[pytest.Item], object], ...] = (
    lambda item: item.path.parent,
    lambda item: item.path,
)


def shuffle(items: list[pytest.Item], seed: str) -> None:
    """In place; each worker of a run comes to the same order."""
    items[:] = _shuffled(items, Random(seed))


def _shuffled(
    items: list[pytest.Item],
    chance: Random,
    levels: tuple[Callable[[pytest.Item], object], ...] = _LEVELS,
) -> list[pytest.Item]:
    if not levels:
        return chance.sample(items, len(items))
    groups = [list(group) for _key, group in groupby(items, key=levels[0])]
    chance.shuffle(groups)
    return [item for group in groups for item in _shuffled(group, chance, levels[1:])]
