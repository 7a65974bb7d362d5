"""Who may keep and who may find an answer. Its route says so, and what no route says is private.

The middleware asks after the answer is made, so pages, fragments, redirects, files and refusals
are all treated alike, whoever answers: what never came to a route is private.
"""

from enum import StrEnum, auto

from starlette.datastructures import MutableHeaders
from starlette.types import Scope


class Privacy(StrEnum):
    """As a tag of a router or of a route, which overrules its router's."""

    public = auto()
    """The same for everyone: anybody may store it, asks each time whether it is still so, and
    may find it."""
    personal = auto()
    """Open to everyone, but each copy is one person's: it may be found and is never stored. What it
    shows when opened depends on its address alone, but for a number that is new each time."""
    private = auto()
    """For whoever holds a link or a session: never stored, never found."""


_WHOLE = frozenset({200, 206, 304})


def said_by(route: object) -> Privacy | None:
    """What a route says; None where it leaves that open."""
    tags = [tag for tag in getattr(route, "tags", ()) if isinstance(tag, Privacy)]
    return tags[-1] if tags else None


def privacy_of(scope: Scope) -> Privacy:
    """By the route that a request came to; something mounted says it itself."""
    return said_by(scope.get("route") or scope.get("endpoint")) or Privacy.private


def mark(headers: MutableHeaders, scope: Scope, status: int) -> None:
    """Cache-Control and X-Robots-Tag. A public route may name its own time to keep an answer;
    errors and what answers a form are never stored."""
    privacy = privacy_of(scope)
    lasting = status in _WHOLE and scope["method"] == "GET"
    if privacy is Privacy.public and lasting:
        headers.setdefault("Cache-Control", "public, no-cache")
    elif "no-store" not in headers.get("Cache-Control", ""):
        headers["Cache-Control"] = "no-store"
    if privacy is Privacy.private:
        headers["X-Robots-Tag"] = "noindex, nofollow"
