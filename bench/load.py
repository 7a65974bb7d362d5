"""One client for both: so many requests, a few at a time, each timed."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles

import httpx

from bench.servers import HEADERS


@dataclass
class Measured:
    """`times` in seconds of every request, `taken` the seconds for all of them."""

    times: list[float] = field(default_factory=list)
    taken: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.times) / self.taken

    @property
    def p50(self) -> float:
        return quantiles(self.times, n=100)[49]

    @property
    def p99(self) -> float:
        return quantiles(self.times, n=100)[98]

    def add(self, other: "Measured") -> None:
        self.times += other.times
        self.taken += other.taken


def in_turn(one: str, two: str, requests: int, at_once: int) -> tuple[Measured, Measured]:
    """Both addresses in lots that alternate, so that what else the machine does hits both."""
    found = Measured(), Measured()
    for address in (one, two):
        asyncio.run(_load(address, at_once, at_once))
    lot = max(at_once, requests // 8)
    for _ in range(max(1, requests // lot)):
        for address, measured in zip((one, two), found, strict=True):
            measured.add(asyncio.run(_load(address, lot, at_once)))
    return found


async def _load(address: str, requests: int, at_once: int) -> Measured:
    waiting = iter(range(requests))
    measured = Measured()
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    async with httpx.AsyncClient(
        headers=HEADERS, limits=limits, timeout=60, trust_env=False
    ) as http:
        begin = time.perf_counter()
        await asyncio.gather(*(_ask(http, address, waiting, measured) for _ in range(at_once)))
        measured.taken = time.perf_counter() - begin
    return measured


async def _ask(
    http: httpx.AsyncClient, address: str, waiting: Iterator[int], measured: Measured
) -> None:
    for _ in waiting:
        begin = time.perf_counter()
        async with http.stream("GET", address) as answer:
            answer.raise_for_status()
            # As it travels: unpacking is the client's work, and the same for both.
            async for _part in answer.aiter_raw():
                pass
        measured.times.append(time.perf_counter() - begin)
