"""Brotli or gzip for pages that anybody may keep.

Only answers that are `Cache-Control: public` are packed: they hold nothing secret, so their
length can tell nothing either (BREACH). Built files come packed already. Stands outside of what
says so.
"""

import gzip
from collections.abc import Callable
from functools import partial

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.assets import accepted_codings
from app.web.whole import whole

_TYPES = ("text/", "application/json", "application/atom+xml", "image/svg+xml")
_SMALLEST = 500

_PACK: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: brotli.compress(data, quality=5),
    "gzip": lambda data: gzip.compress(data, compresslevel=6, mtime=0),
}


class Compression:
    """Plain ASGI. Answers that come in several parts are left as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        accepted = accepted_codings(Headers(scope=scope).get("accept-encoding", ""))
        change = partial(_pack, accepted=accepted)
        await self.app(scope, receive, whole(send, _may_be_packed, change))


def _may_be_packed(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        "public" in headers.get("cache-control", "")
        and headers.get("content-type", "").startswith(_TYPES)
        and "content-encoding" not in headers
        and "set-cookie" not in headers
    )


def _pack(start: Message, body: Message, accepted: set[str]) -> Message:
    """The body as it leaves; the headers of `start` are changed to fit."""
    headers = MutableHeaders(scope=start)
    headers.add_vary_header("Accept-Encoding")
    data = body.get("body", b"")
    coding = next((name for name in _PACK if name in accepted), None)
    if coding is None or body.get("more_body") or len(data) < _SMALLEST:
        return body
    data = _PACK[coding](data)
    headers["Content-Encoding"] = coding
    headers["Content-Length"] = str(len(data))
    return {**body, "body": data}
