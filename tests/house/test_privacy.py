"""Every route says who may keep its answers, and every answer is as its route says."""

import re
from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import Mount

from app.web.privacy import Privacy, said_by
from tests.house.routes import ROUTES
from tests.support.access import EVERYONE
from tests.support.client import PortalClient


def said(context: RouteContext) -> Privacy | None:
    """By the route, or by what is mounted there."""
    route = context.original_route
    return said_by(route.app if isinstance(route, Mount) else route)


def served(app: FastAPI) -> Iterator[tuple[str, str, Privacy]]:
    """(method, path, what the route says)."""
    for context in iter_route_contexts(app.routes):
        for method in sorted(context.methods or ()):
            yield method, context.path or "", said(context) or Privacy.private


def test_every_route_says_it(app: FastAPI) -> None:
    silent = [c.path for c in iter_route_contexts(app.routes) if said(c) is None]
    assert silent == [], "add tags=[Privacy.…] to the router"


def test_what_is_not_for_everyone_is_private(app: FastAPI) -> None:
    wrong = [
        f"{method} {path} is {privacy}"
        for method, path, privacy in served(app)
        if ROUTES.get(f"{method} {path}", EVERYONE) != EVERYONE and privacy is not Privacy.private
    ]
    assert wrong == []


def test_every_answer_is_as_its_route_says(app: FastAPI, client: PortalClient) -> None:
    """With nonsense in the holes: pages, redirects to the login, and what is not there."""
    wrong = []
    for method, path, privacy in served(app):
        address = re.sub(r"\{[^}]+\}", "1", path)
        answer = client.request(method, address)
        may_be_kept = "no-store" not in answer.headers["cache-control"]
        may_be_found = "x-robots-tag" not in answer.headers
        expected = (
            privacy is Privacy.public and method == "GET" and answer.status_code == 200,
            privacy is not Privacy.private,
        )
        if (may_be_kept, may_be_found) != expected:
            wrong.append(f"{method} {address} ({answer.status_code}) is not {privacy}")
    assert wrong == []
