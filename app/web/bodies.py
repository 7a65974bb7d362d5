"""What is sent to the portal, taken in before it costs a place among the requests at work."""

import asyncio
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.i18n import _
from app.web.security import SAFE_METHODS

IN_MEMORY = 256 * 1024
_CHUNK = 64 * 1024


class WholeBody:
    """Read a body to its end before the request goes on: a photo over a slow line takes a minute,
    and as many of them as there are places would close the portal for everybody else.

    At most `at_once` bodies are taken in at the same time, each for `seconds` at most.
    """

    def __init__(self, app: ASGIApp, *, at_once: int = 200, seconds: float = 300) -> None:
        self.app = app
        self.at_once = at_once
        self.seconds = seconds
        self.inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
            await self.app(scope, receive, send)
            return
        if self.inside >= self.at_once:
            text = _("Gerade ist sehr viel los. Bitte versuchen Sie es gleich noch einmal.")
            busy = PlainTextResponse(text, status_code=503, headers={"Retry-After": "5"})
            await busy(scope, receive, send)
            return
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            try:
                whole = await self._take_in(receive, body)
            except TimeoutError:
                text = _("Die Verbindung war zu langsam. Bitte versuchen Sie es mit weniger Fotos.")
                late = PlainTextResponse(text, status_code=408, headers={"Connection": "close"})
                await late(scope, receive, send)
                return
            if whole:
                await self.app(scope, _replayed(body, receive), send)

    async def _take_in(self, receive: Receive, body: IO[bytes]) -> bool:
        """False where somebody hung up: half a form must not be taken for a whole one."""
        self.inside += 1
        try:
            async with asyncio.timeout(self.seconds):
                more = True
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return False
                    body.write(message.get("body", b""))
                    more = message.get("more_body", False)
        finally:
            self.inside -= 1
        body.seek(0)
        return True


def _replayed(body: IO[bytes], receive: Receive) -> Receive:
    chunks = _chunks(body)

    async def next_chunk() -> Message:
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


class BodyLimit:
    """Refuse a body larger than the largest upload before it is read."""

    def __init__(self, app: ASGIApp, *, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdigit() or int(declared) > self.max_bytes:
            await self._refuse(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.max_bytes:
                return {"type": "http.disconnect"}
            return message

        await self.app(scope, counted, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        text = _("Das ist zu groß. Bitte schicken Sie kleinere oder weniger Dateien.")
        response = PlainTextResponse(text, status_code=413, headers={"Connection": "close"})
        await response(scope, receive, send)
