"""What is sent to the portal, taken in before it costs a place among the requests at work."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO
from weakref import WeakValueDictionary

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import TurnedAway
from app.i18n import _
from app.web.limits import connection
from app.web.security import SAFE_METHODS, busy

IN_MEMORY = 256 * 1024
# All that is no form with files. Reading one of separators alone costs a second for 5 MB.
WITHOUT_FILES = 1024**2
PROGRESS = 32 * 1024
_CHUNK = 64 * 1024


@dataclass
class Body:
    file: IO[bytes]
    max_bytes: int
    with_files: bool
    size: int = 0


class WholeBody:
    """Read a body to its end before the request goes on: a photo over a slow line takes a minute,
    and as many of them as there are places would close the portal for everybody else.

    A form with files has at most `max_bytes`, any other body `WITHOUT_FILES`, and all that are
    held at the same time `room`. At most `at_once` are taken in at the same time, `of_one` of them
    from one connection: its others wait for those, so that a house with one address can send as
    much as it likes. Who sends less than `PROGRESS` in `patience` seconds is let go. Of the forms
    with files `files_at_once` go on at the same time, for a picture takes seconds at its place:
    the others wait here, where they take none.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        max_bytes: int,
        room: int = 512 * 1024**2,
        at_once: int = 200,
        of_one: int = 10,
        files_at_once: int = 3,
        patience: float = 30,
    ) -> None:
        self.app = app
        self.max_bytes, self.room = max_bytes, room
        self.at_once, self.of_one, self.patience = at_once, of_one, patience
        self.files = asyncio.Semaphore(files_at_once)
        self.requests_inside = 0
        self.bytes_inside = 0
        # Forgotten with the last request of the connection.
        self.connections: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
            await self.app(scope, receive, send)
            return
        with self._empty(with_files(scope)) as body:
            try:
                await self._fill(body, Request(scope, receive))
                await self._go_on(body, scope, receive, send)
            except ClientDisconnect:  # half a form must not be taken for a whole one
                return

    async def _go_on(self, body: Body, scope: Scope, receive: Receive, send: Send) -> None:
        """Raises TurnedAway before anything is sent."""
        if not body.with_files:
            await self.app(scope, _replayed(body.file, receive), send)
            return
        await self._acquire(self.files)
        try:
            await self.app(scope, _replayed(body.file, receive), send)
        finally:
            self.files.release()

    @contextmanager
    def _empty(self, has_files: bool) -> Iterator[Body]:
        most = self.max_bytes if has_files else min(WITHOUT_FILES, self.max_bytes)
        with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
            body = Body(file, most, has_files)
            try:
                yield body
            finally:
                self.bytes_inside -= body.size

    async def _fill(self, body: Body, request: Request) -> None:
        """Raises TurnedAway and ClientDisconnect."""
        declared = request.headers.get("content-length", "0")
        if not re.fullmatch(r"[0-9]{1,12}", declared) or int(declared) > body.max_bytes:
            raise _too_large(body)
        places = self._places(request)
        await self._acquire(places)
        try:
            await self._read(body, request)
        except TimeoutError:
            raise _too_slow() from None
        finally:
            places.release()

    async def _acquire(self, places: asyncio.Semaphore) -> None:
        try:
            async with asyncio.timeout(self.patience):
                await places.acquire()
        except TimeoutError:
            raise busy() from None

    def _places(self, request: Request) -> asyncio.Semaphore:
        sender = connection(request.client.host if request.client else "")
        return self.connections.setdefault(sender, asyncio.Semaphore(self.of_one))

    async def _read(self, body: Body, request: Request) -> None:
        if self.requests_inside >= self.at_once:
            raise busy()
        self.requests_inside += 1
        try:
            async with asyncio.timeout(self.patience) as end:
                expected = PROGRESS
                async for chunk in request.stream():
                    self._keep(body, chunk)
                    if body.size >= expected:
                        expected = body.size + PROGRESS
                        end.reschedule(asyncio.get_running_loop().time() + self.patience)
        finally:
            self.requests_inside -= 1
        body.file.seek(0)

    def _keep(self, body: Body, chunk: bytes) -> None:
        if body.size + len(chunk) > body.max_bytes:
            raise _too_large(body)
        if self.bytes_inside + len(chunk) > self.room:
            raise busy()
        body.size += len(chunk)
        self.bytes_inside += len(chunk)
        body.file.write(chunk)


def with_files(scope: Scope) -> bool:
    """Whether the body says that it is a form with files."""
    kind = Headers(scope=scope).get("content-type", "").partition(";")[0]
    return kind.strip().lower() == "multipart/form-data"


def _too_slow() -> TurnedAway:
    return TurnedAway(
        408,
        _("Die Verbindung war zu langsam"),
        _(
            "Es ist nicht alles bei uns angekommen. Bitte gehen Sie im Browser einen Schritt "
            "zurück und versuchen Sie es noch einmal, am besten mit weniger Fotos."
        ),
        {"Connection": "close"},
    )


def _too_large(body: Body) -> TurnedAway:
    files = _(
        "Bitte gehen Sie im Browser einen Schritt zurück und wählen Sie kleinere oder weniger "
        "Dateien. Was Sie geschrieben haben, steht noch da."
    )
    words = _(
        "Das ist mehr Text, als hier ankommen kann. Bitte gehen Sie im Browser einen Schritt "
        "zurück und kürzen Sie ihn. Was Sie geschrieben haben, steht noch da."
    )
    return TurnedAway(
        413,
        _("Das ist zu groß"),
        files if body.with_files else words,
        # The connection stays open: a browser shows an answer only when all is sent.
    )


def _replayed(body: IO[bytes], receive: Receive) -> Receive:
    chunks = _chunks(body)

    async def next_chunk() -> Message:
        # Reading a form is work: others have their turn between two chunks.
        await asyncio.sleep(0)
        return next(chunks, None) or await receive()

    return next_chunk


def _chunks(body: IO[bytes]) -> Iterator[Message]:
    """At least one: an empty body has an end too."""
    chunk, more = body.read(_CHUNK), True
    while more:
        following = body.read(_CHUNK)
        more = bool(following)
        yield {"type": "http.request", "body": chunk, "more_body": more}
        chunk = following
