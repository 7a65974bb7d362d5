"""A body is taken in whole before its request takes a place, and half a body is none."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings
from app.web.bodies import IN_MEMORY, PROGRESS, WITHOUT_FILES, WholeBody
from app.web.security import InFlightCap
from tests.support.answers import answering
from tests.support.client import PortalClient
from tests.support.each import each
from tests.support.loop import play

Sent = list[int]
MB = 1024**2


def scope(method: str, *, sender: str = "192.0.2.1", length: int | None = None) -> Scope:
    headers = [(b"content-type", b"multipart/form-data; boundary=x")]
    headers += [] if length is None else [(b"content-length", b"%d" % length)]
    where = {"path": "/ideen", "client": (sender, 50_000)}
    return {"type": "http", "method": method, "headers": headers, **where}


def taking_in(app: ASGIApp, **bounds: Any) -> Any:
    return answering(WholeBody(app, **{"max_bytes": 36 * MB, **bounds}))


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


@pytest.mark.parametrize(
    "chunks",
    [[b""], [b"titel=Bank"], [b"titel=", b"", b"Bank"], [b"x" * 70_000] * (IN_MEMORY // 50_000)],
)
def test_what_arrives_is_what_was_sent(chunks: list[bytes]) -> None:
    reader, statuses = Reader(), []

    async def scene() -> None:
        await taking_in(reader)(scope("POST"), sending(*chunks), noting(statuses))

    play(scene())
    assert reader.bodies == [b"".join(chunks)]
    assert statuses == [200]


def test_half_a_form_is_not_taken_for_a_whole_one() -> None:
    reader, statuses = Reader(), []

    async def scene() -> None:
        await taking_in(reader)(scope("POST"), sending(b"titel=Ba", last=False), noting(statuses))

    play(scene())
    assert reader.bodies == []
    assert statuses == []


def test_slow_senders_keep_nobody_else_waiting() -> None:
    statuses: Sent = []
    portal = taking_in(InFlightCap(Reader(), limit=1))

    async def scene() -> None:
        slow = [asyncio.create_task(portal(scope("POST"), never, noting([]))) for _ in range(5)]
        await asyncio.sleep(0)
        await portal(scope("GET"), never, noting(statuses))
        await portal(scope("POST"), sending(b"titel=Bank"), noting(statuses))
        for task in slow:
            task.cancel()

    play(scene())
    assert statuses == [200, 200]


def test_who_never_ends_is_let_go() -> None:
    statuses: Sent = []

    async def scene() -> None:
        await taking_in(Reader(), patience=0.01)(scope("POST"), never, noting(statuses))

    play(scene())
    assert statuses == [408]


def test_more_at_once_than_can_be_kept_are_sent_away_at_once() -> None:
    statuses: Sent = []
    portal = taking_in(Reader(), at_once=2)

    async def scene() -> None:
        slow = [asyncio.create_task(portal(scope("POST"), never, noting([]))) for _ in range(2)]
        await asyncio.sleep(0)
        await portal(scope("POST"), sending(b"titel=Bank"), noting(statuses))
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        await portal(scope("POST"), sending(b"titel=Bank"), noting(statuses))

    play(scene())
    assert statuses == [503, 200]


def slowly(*chunks: bytes, pause: float) -> Receive:
    """A client that takes a while before each of these."""
    quickly = sending(*chunks)

    async def receive() -> Message:
        await asyncio.sleep(pause)
        return await quickly()

    return receive


def test_who_is_slow_but_moves_on_may_take_longer_than_the_patience() -> None:
    statuses: Sent = []
    portal = taking_in(Reader(), patience=0.2)

    async def scene() -> None:
        photo = slowly(*[b"x" * PROGRESS] * 5, pause=0.08)
        await portal(scope("POST"), photo, noting(statuses))
        drops = slowly(*[b"x"] * 50, pause=0.02)
        await portal(scope("POST"), drops, noting(statuses))

    play(scene())
    assert statuses == [200, 408]


def test_one_connection_cannot_take_all_places() -> None:
    reader, statuses = Reader(), []
    portal = taking_in(reader, at_once=4, of_one=2, patience=0.1)

    async def scene() -> None:
        slow = [asyncio.create_task(portal(scope("POST"), never, noting([]))) for _ in range(10)]
        await asyncio.sleep(0)
        other = scope("POST", sender="192.0.2.2")
        await asyncio.gather(*[portal(other, sending(b"a"), noting(statuses)) for _ in range(8)])
        await asyncio.gather(*slow)

    play(scene())
    assert statuses == [200] * 8
    assert len(portal.app.connections) == 0


def test_many_of_one_house_wait_for_each_other_and_all_get_in() -> None:
    statuses: Sent = []
    portal = taking_in(Reader(), at_once=4, of_one=2)

    async def scene() -> None:
        senders = [slowly(b"titel=Bank", pause=0.01) for _ in range(50)]
        await asyncio.gather(*[portal(scope("POST"), one, noting(statuses)) for one in senders])

    play(scene())
    assert statuses == [200] * 50


def test_who_waits_too_long_for_a_place_is_sent_away() -> None:
    statuses: Sent = []
    portal = taking_in(Reader(), of_one=1, patience=0.1)

    async def scene() -> None:
        steady = slowly(*[b"x" * PROGRESS] * 10, pause=0.03)
        slow = asyncio.create_task(portal(scope("POST"), steady, noting([])))
        await asyncio.sleep(0.01)
        await portal(scope("POST"), sending(b"titel=Bank"), noting(statuses))
        await slow

    play(scene())
    assert statuses == [503]


def test_whoever_waits_for_the_turn_of_a_picture_takes_no_place() -> None:
    """Twenty photos that take their time, and a page in between."""
    reader, statuses, pages = Reader(), [], []
    gate = asyncio.Event()

    async def decoding(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST":
            await gate.wait()
        await reader(scope, receive, send)

    portal = taking_in(InFlightCap(decoding, limit=3), files_at_once=2)

    async def scene() -> None:
        photo = [portal(scope("POST"), sending(b"x"), noting(statuses)) for _ in range(20)]
        photos = [asyncio.create_task(one) for one in photo]
        await asyncio.sleep(0.01)
        await portal(scope("GET"), never, noting(pages))
        gate.set()
        await asyncio.gather(*photos)

    play(scene())
    assert (pages, statuses) == ([200], [200] * 20)


def test_who_waits_too_long_for_the_turn_of_a_picture_is_sent_away() -> None:
    statuses: Sent = []

    async def decoding(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.3)
        await Reader()(scope, receive, send)

    portal = taking_in(decoding, files_at_once=1, patience=0.1)

    async def scene() -> None:
        photos = [portal(scope("POST"), sending(b"x"), noting(statuses)) for _ in range(3)]
        await asyncio.gather(*photos)

    play(scene())
    assert sorted(statuses) == [200, 503, 503]
    assert portal.app.bytes_inside == 0


def test_all_that_is_held_has_one_bound() -> None:
    statuses: Sent = []
    gate = asyncio.Event()

    async def at_work(scope: Scope, receive: Receive, send: Send) -> None:
        await gate.wait()
        await Reader()(scope, receive, send)

    portal = taking_in(at_work, room=100_000)

    async def scene() -> None:
        held = asyncio.create_task(portal(scope("POST"), sending(b"x" * 60_000), noting(statuses)))
        await asyncio.sleep(0)
        await portal(scope("POST"), sending(b"x" * 60_000), noting(statuses))
        gate.set()
        await held
        await portal(scope("POST"), sending(b"x" * 60_000), noting(statuses))

    play(scene())
    assert statuses == [503, 200, 200]
    assert portal.app.bytes_inside == 0


@pytest.mark.parametrize("length", [None, 31])
def test_a_body_over_the_limit_is_refused(length: int | None) -> None:
    reader, statuses = Reader(), []
    portal = taking_in(reader, max_bytes=30)

    async def scene() -> None:
        body = sending(b"x" * 20, b"x" * 11)
        await portal(scope("POST", length=length), body, noting(statuses))

    play(scene())
    assert statuses == [413]
    assert reader.bodies == []


FILES = "multipart/form-data; boundary=x"
URLENCODED = "application/x-www-form-urlencoded"


@each("kind", [FILES, URLENCODED, "text/plain", "Multipart/Form-Data ; boundary=x"])
def test_the_limit_is_told_in_words(kind: str, client: PortalClient, settings: Settings) -> None:
    with_files = kind.lower().startswith("multipart")
    most = 3 * settings.upload_max_bytes if with_files else WITHOUT_FILES
    for size, statuses in ((most, {422}), (most + 1, {413})):
        answer = client.post("/ideen", content=b"&" * size, headers={"content-type": kind})
        assert answer.status_code in statuses
    assert ("kleinere oder weniger Dateien" in answer.text) is with_files
    assert ("kürzen Sie ihn" in answer.text) is not with_files


@each("length", ["\xb2", "-1", "9" * 5000, "1e3", ""])
def test_a_length_that_is_none_is_refused(length: str, client: PortalClient) -> None:
    headers = {"content-type": URLENCODED, "content-length": length.encode("latin-1")}
    assert client.post("/ideen", content=b"titel=Bank", headers=headers).status_code == 413


def test_reading_a_form_of_separators_leaves_others_their_turn() -> None:
    """Between any two chunks of it somebody else gets on."""
    turns = 0
    body = b"&" * WITHOUT_FILES

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert len(await Request(scope, receive).form()) == 0
        others.cancel()

    async def somebody_else() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def scene() -> None:
        nonlocal others
        where = scope("POST")
        where["headers"] = [(b"content-type", URLENCODED.encode())]
        others = asyncio.create_task(somebody_else())
        await taking_in(app)(where, sending(body), noting([]))

    others: asyncio.Task[None]
    play(scene())
    assert turns >= WITHOUT_FILES // (64 * 1024)
