"""304 for who has the page already: what may be kept is asked for again each time, so that what was
hidden or withdrawn is gone at once, and costs nothing where it has not changed.

Stands between what says who may keep an answer and what packs it; the tag is a weak one, for it is
the same however the answer is packed.
"""

import hashlib
from functools import partial

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.whole import whole

_OF_A_BODY = ("content-type", "content-length", "content-disposition")


class Revalidation:
    """Plain ASGI. Answers that come in several parts are left as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        present = Headers(scope=scope).get("if-none-match", "")
        change = partial(_compare, present=present)
        await self.app(scope, receive, whole(send, _may_be_kept, change))


def _may_be_kept(start: Message) -> bool:
    stored = Headers(raw=start["headers"]).get("cache-control", "")
    return start["status"] == 200 and "public" in stored and "no-cache" in stored


def _compare(start: Message, body: Message, present: str) -> Message:
    """The body as it leaves; `start` gets its tag, and becomes a 304 where the client has it."""
    if body.get("more_body"):
        return body
    headers = MutableHeaders(scope=start)
    tag = f'"{hashlib.sha256(body.get("body", b"")).hexdigest()[:32]}"'
    headers["ETag"] = f"W/{tag}"
    if tag not in present and present.strip() != "*":
        return body
    start["status"] = 304
    for name in _OF_A_BODY:
        del headers[name]
    return {**body, "body": b""}
