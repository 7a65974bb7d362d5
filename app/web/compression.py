"""Brotli or gzip for pages that hold nothing secret.

What is told by the length of a packed answer is a secret that stays while others ask for it again
and again (BREACH). Answers that are `Cache-Control: public` have none, and neither has a form that
anybody may open: its one secret, the number that seals it, is a new one in each copy. What answers
a form holds what a person typed, so it is not packed. Built files come packed already. Stands
outside of what says so.
"""

import gzip
from collections.abc import Callable
from functools import partial
from http import HTTPStatus

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.assets import accepted_codings
from app.web.privacy import Privacy, privacy_of
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
        concerns = partial(_may_be_packed, scope=scope)
        await self.app(scope, receive, whole(send, concerns, change))


def _may_be_packed(start: Message, scope: Scope) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        ("public" in headers.get("cache-control", "") or _is_new_form(start, scope))
        and headers.get("content-type", "").startswith(_TYPES)
        and "content-encoding" not in headers
        and "set-cookie" not in headers
    )


def _is_new_form(start: Message, scope: Scope) -> bool:
    """Opened by whoever asks, with nothing that a person typed."""
    is_opened = scope["method"] == "GET" and start["status"] == HTTPStatus.OK
    return is_opened and privacy_of(scope) is Privacy.personal


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
