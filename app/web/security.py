"""Headers, the cross-site check, and the cap on requests in flight: plain ASGI, no body is read."""

import asyncio
import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from urllib.parse import urlsplit

from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import RETRY_AFTER, NotFound, TurnedAway
from app.i18n import _
from app.web.privacy import mark

_BOUNDARY = re.compile(rb"[0-9A-Za-z'()+_,./:=? -]{1,70}")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
STATIC = "/static/"
FILES = "/dateien/"
HEALTH = ("/healthz", "/readyz", "/metrics")


def origin(address: str) -> str:
    """Scheme and host of an address, or "" where there is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def policy(*, form_targets: Iterable[str] = ()) -> str:
    """The Content-Security-Policy; `form_targets` are origins a form may lead to (the provider)."""
    targets = " ".join(["'self'", *filter(None, form_targets)])
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            f"form-action {targets}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ]
    )


def add_headers(
    present: MutableHeaders, scope: Scope, status: int, fixed: Mapping[str, str]
) -> None:
    """What every answer carries: the fixed headers, where it does not bring its own, and who may
    keep it."""
    for name, value in fixed.items():
        present.setdefault(name, value)
    mark(present, scope, status)


def fixed_headers(*, csp: str, https: bool) -> dict[str, str]:
    headers = {
        "Content-Security-Policy": csp,
        "X-Content-Type-Options": "nosniff",
        # No other site learns an address, so the secret ones stay secret; "no-referrer" would keep
        # browsers without Sec-Fetch from telling us that a form of ours is ours.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    }
    if https:
        headers["Cross-Origin-Opener-Policy"] = "same-origin"  # refused by browsers without https
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


class SecurityHeaders:
    def __init__(self, app: ASGIApp, *, headers: Mapping[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = MutableHeaders(scope=message)
                add_headers(present, scope, message["status"], self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class CrossSiteCheck:
    """Refuse requests that another site makes a visitor's browser send.

    By `Sec-Fetch-Site`, with `Origin` as fallback; a client that sends neither is no browser
    and carries nobody's cookies.
    """

    def __init__(self, app: ASGIApp, *, own_origin: str) -> None:
        self.app = app
        self.own_origin = own_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        changes = scope["type"] == "http" and scope["method"] not in SAFE_METHODS
        if changes and not self._same_origin(Headers(scope=scope)):
            raise TurnedAway(
                403,
                _("Das kam von einer anderen Seite"),
                _(
                    "Zu Ihrem Schutz nehmen wir nur an, was hier im Portal abgeschickt wurde. "
                    "Bitte gehen Sie im Browser einen Schritt zurück und schicken Sie es von "
                    "dort noch einmal ab. Was Sie geschrieben haben, steht noch da."
                ),
            )
        await self.app(scope, receive, send)

    def _same_origin(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site in ("same-origin", "none")
        sender = headers.get("origin")
        if sender is None:
            return True
        host = headers.get("host")
        return sender == self.own_origin or origin(sender).partition("://")[2] == host


class HostCheck:
    """Answer under the portal's own name only, so that nothing is kept or opened under another.

    From the machine itself, as from a proxy that passes no name on, and for the health checks
    any will do.
    """

    def __init__(self, app: ASGIApp, *, base_url: str) -> None:
        self.app = app
        self.base_url = base_url
        self.names = {_name(urlsplit(base_url).netloc), "localhost", "127.0.0.1", "[::1]"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(HEALTH):
            host = Headers(scope=scope).get("host", "")
            if _name(host) not in self.names:
                raise TurnedAway(
                    421,
                    _("Unter diesem Namen gibt es hier nichts"),
                    _("Das Portal finden Sie unter: %(adresse)s") % {"adresse": self.base_url},
                )
        await self.app(scope, receive, send)


def _name(host: str) -> str:
    return re.sub(r":[0-9]*$", "", host).lower().rstrip(".")


def busy() -> TurnedAway:
    return TurnedAway(
        503,
        _("Gerade ist sehr viel los"),
        _("Bitte versuchen Sie es gleich noch einmal. Was Sie geschrieben haben, ist noch da."),
        {"Retry-After": str(RETRY_AFTER)},
    )


class InFlightCap:
    """At most `limit` requests at work, some more waiting, the rest a fast 503; of those for files
    at most `files` at work, for a store that hangs must not keep the pages waiting.

    Without it 200 sync requests at once starve the connection pool until they time out.
    """

    def __init__(self, app: ASGIApp, *, limit: int, files: int = 3, waiting: int = 400) -> None:
        self.app = app
        self.slots = asyncio.Semaphore(limit)
        self.files = asyncio.Semaphore(files)
        self.room = limit + waiting
        self.inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith((STATIC, *HEALTH)):
            await self.app(scope, receive, send)
            return
        if self.inside >= self.room:
            raise busy()
        self.inside += 1
        try:
            async with self._turn(scope), self.slots:
                await self.app(scope, receive, send)
        finally:
            self.inside -= 1

    def _turn(self, scope: Scope) -> AbstractAsyncContextManager[object]:
        asks = scope["method"] in SAFE_METHODS and FILES in scope["path"]
        return self.files if asks else nullcontext()


class CleanRequest:
    """No NUL reaches a query: PostgreSQL refuses it in a text with an error. No sender chooses how
    a form is decoded: some of Python's codecs fail in their own ways, give what no database takes,
    or need seconds for a text.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if "\0" in scope["path"]:
                raise NotFound
            # A space: what is left of %%0000 without it would be a NUL again.
            scope["query_string"] = re.sub(rb"%00|\0", b"%20", scope["query_string"])
            scope["headers"] = [_decodable(*header) for header in scope["headers"]]
        await self.app(scope, receive, send)


def _decodable(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """This header; of the type of a form with files only what tells its parts from each other."""
    if name != b"content-type":
        return name, value
    kind, options = parse_options_header(value)
    if kind != b"multipart/form-data":
        return name, value
    boundary = options.get(b"boundary", b"")
    if not _BOUNDARY.fullmatch(boundary):
        return name, kind
    return name, kind + b'; boundary="' + boundary + b'"'
