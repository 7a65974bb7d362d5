"""An event loop whose time passes only when everybody waits: patience costs a test nothing, and no
busy machine makes anyone late."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any

_LONG = 3600.0
"""Seconds of the loop; whoever waits that long waits for nothing."""


class _Leaping(selectors.DefaultSelector):
    """Where the loop would sleep until its next timer, it leaps there."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        found = super().select(0)
        if not found and timeout:
            self.now += timeout
        return found


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._leaping = _Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.now


def play(scene: Coroutine[Any, Any, None]) -> None:
    """Raises TimeoutError where the scene never ends."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        runner.run(asyncio.wait_for(scene, timeout=_LONG))
