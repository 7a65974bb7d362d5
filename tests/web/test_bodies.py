"""A body is taken in whole before its request takes a place, and half a body is none."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.types import Message, Receive, Scope, Send

from app.web.bodies import IN_MEMORY, WholeBody
from app.web.security import InFlightCap

Sent = list[int]


def scope(method: str) -> Scope:
    return {"type": "http", "method": method, "path": "/ideen", "headers": []}


def sending(*chunks: bytes, last: bool = True) -> Receive:
    """A client that sends these and, unless they are all, hangs up."""
    messages: list[Message] = [
        {"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks
    ]
    if last:
        messages[-1]["more_body"] = False
    messages.append({"type": "http.disconnect"})
    waiting = iter(messages)

    async def receive() -> Message:
        return next(waiting)

    return receive


async def never() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


def noting(statuses: Sent) -> Send:
    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    return send


class Reader:
    """An application that reads what it is sent."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST":
            self.bodies.append(await _read(receive))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def _read(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        assert message["type"] == "http.request"
        body += message["body"]
        more = message["more_body"]
    return body


def play(scene: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(scene(), timeout=20))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "chunks",
    [[b""], [b"titel=Bank"], [b"titel=", b"", b"Bank"], [b"x" * 70_000] * (IN_MEMORY // 50_000)],
)
def test_what_arrives_is_what_was_sent(chunks: list[bytes]) -> None:
    reader, statuses = Reader(), []

    async def scene() -> None:
        await WholeBody(reader)(scope("POST"), sending(*chunks), noting(statuses))

    play(scene)
    assert reader.bodies == [b"".join(chunks)]
    assert statuses == [200]


def test_half_a_form_is_not_taken_for_a_whole_one() -> None:
    reader, statuses = Reader(), []

    async def scene() -> None:
        await WholeBody(reader)(scope("POST"), sending(b"titel=Ba", last=False), noting(statuses))

    play(scene)
    assert reader.bodies == []
    assert statuses == []


def test_slow_senders_keep_nobody_else_waiting() -> None:
    statuses: Sent = []
    portal = WholeBody(InFlightCap(Reader(), limit=1))

    async def scene() -> None:
        slow = [asyncio.create_task(portal(scope("POST"), never, noting([]))) for _ in range(5)]
        await asyncio.sleep(0)
        await portal(scope("GET"), never, noting(statuses))
        await portal(scope("POST"), sending(b"titel=Bank"), noting(statuses))
        for task in slow:
            task.cancel()

    play(scene)
    assert statuses == [200, 200]


def test_who_never_ends_is_let_go() -> None:
    statuses: Sent = []

    async def scene() -> None:
        await WholeBody(Reader(), seconds=0.01)(scope("POST"), never, noting(statuses))

    play(scene)
    assert statuses == [408]


def test_more_at_once_than_can_be_kept_are_sent_away_at_once() -> None:
    statuses: Sent = []
    portal = WholeBody(Reader(), at_once=2)

    async def scene() -> None:
        slow = [asyncio.create_task(portal(scope("POST"), never, noting([]))) for _ in range(2)]
        await asyncio.sleep(0)
        await portal(scope("POST"), sending(b"titel=Bank"), noting(statuses))
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        await portal(scope("POST"), sending(b"titel=Bank"), noting(statuses))

    play(scene)
    assert statuses == [503, 200]
