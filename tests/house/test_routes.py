"""Closed by default: every route is listed, and is open to those listed and to nobody else."""

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.casework.lifecycle import Owner
from app.quartiere.models import Stadtbezirk
from app.settings import Settings
from tests.house.kinds import KINDS
from tests.house.routes import LISTED, ROUTES, SENDER_STEPS, address, roles_for
from tests.journeys.pages import NO_PAGES, PAGES
from tests.support.access import EVERYONE, HOLDER, World
from tests.support.cast import cast_for
from tests.support.client import PortalClient
from tests.support.each import each
from tests.support.factories import ein_quartier, eine_mitarbeiterin

LOGIN = "/intern/anmeldung"
# Who does not even see what lies in the world: an Antrag that is not approved yet.
UNSEEN = ((Rolle.kasse, "/intern/antraege/{vorgangsnummer}"),)
Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def world(session: Session, settings: Settings) -> World:
    return World(session, settings, ein_quartier(session))


@pytest.fixture
def staff(session: Session, world: World, login: Login) -> dict[Rolle, PortalClient]:
    """Everybody who works here, each at home in the world's Quartier."""
    quartier = world.quartier
    bezirk = session.get_one(Stadtbezirk, quartier.stadtbezirk_id)
    return {
        rolle: login(eine_mitarbeiterin(session, rolle, quartier=quartier, stadtbezirk=bezirk))
        for rolle in Rolle
    }


def listed(app: FastAPI) -> Iterator[str]:
    for context in iter_route_contexts(app.routes):
        for method in context.methods or ():
            if method not in ("HEAD", "OPTIONS"):
                yield f"{method} {context.path}"


def test_every_route_is_listed_and_every_line_is_a_route(app: FastAPI) -> None:
    found = list(listed(app))
    assert sorted(set(found) - set(ROUTES)) == [], "not listed in tests/<room>/routes.py"
    assert sorted(set(ROUTES) - set(found)) == [], "listed, but not there any more"
    assert len(found) == len(set(found)), "two routes for one address"
    assert len(LISTED) == len(set(LISTED)), "two rooms list one route"


def test_every_page_is_looked_at() -> None:
    """By axe, in the journeys."""
    looked_at = {seite.route for seite in PAGES}
    gets = {route.removeprefix("GET ") for route in ROUTES if route.startswith("GET ")}
    assert sorted(gets - looked_at - NO_PAGES) == [], "not listed in tests/<room>/pages.py"
    assert sorted((looked_at | NO_PAGES) - gets) == []


@each("route", [r for r, who in ROUTES.items() if who in (EVERYONE, HOLDER)])
def test_open_routes_are_open(
    route: str, client: PortalClient, world: World, session: Session, login: Login
) -> None:
    # Nobody's way depends on a role, so one member of staff stands for all of them.
    there = address(route, world)
    for visitor in (client, login(eine_mitarbeiterin(session, Rolle.kasse))):
        for response in _ask(visitor, route, there):
            assert response.status_code < 500 or LOGIN in route, route  # no provider here
            assert response.status_code not in (401, 403, 405), route
            assert not response.headers.get("location", "").startswith(f"{LOGIN}?"), route


@each("route", [r for r, who in ROUTES.items() if who == HOLDER])
def test_routes_of_the_link_know_no_other_token(
    route: str, client: PortalClient, world: World
) -> None:
    own = address(route, world)
    foreign = re.sub(r"^/vorgang/[^/]+", f"/vorgang/{'A' * 32}", own)
    assert foreign != own
    assert client.request(route.partition(" ")[0], foreign).status_code == 404


def test_steps_of_the_sender_are_open_to_the_link_and_to_no_other(
    client: PortalClient, session: Session, world: World
) -> None:
    cast = cast_for(session)
    everything = frozenset[str]().union(*SENDER_STEPS.values())
    for art, (kind, make) in KINDS.items():
        item = make(cast, next(iter(kind.lifecycle.owned_by(Owner.staff))), cast.now)
        session.commit()
        own = f"/vorgang/{world.token(item.vorgangsnummer)}"
        for step in everything | {"gibtsnicht"}:
            for method in ("GET", "POST"):
                foreign = client.request(method, f"/vorgang/{'A' * 32}/{step}")
                assert foreign.status_code == 404, step
                answer = client.request(method, f"{own}/{step}")
                there = answer.status_code in (200, 303, 409, 422)
                assert there is (step in SENDER_STEPS[art]), (art, method, step)


@each("route", [r for r, who in ROUTES.items() if who not in (EVERYONE, HOLDER)])
def test_staff_routes_are_open_to_exactly_these_roles(
    route: str, client: PortalClient, world: World, staff: dict[Rolle, PortalClient]
) -> None:
    open_to, there = roles_for(route), address(route, world)
    for response in _ask(client, route, there):
        assert _leads_to_login(response), f"{route} without login: {response.status_code}"
    # First those who may not, as they change nothing.
    for rolle in sorted(Rolle, key=lambda r: r in open_to):
        allowed = rolle in open_to
        answers = _ask(staff[rolle], route, there)
        # A step that was taken once is gone the second time.
        for response in answers[:1] if allowed and route.startswith("POST") else answers:
            hidden = any(rolle is one and path in route for one, path in UNSEEN)
            assert _fits(response, route, allowed=allowed, hidden=hidden), (
                f"{route} as {rolle}: {response.status_code}, "
                f"{'allowed' if allowed else 'forbidden'} by {ROUTES[route]}"
            )


def _ask(client: PortalClient, route: str, there: str) -> list[httpx.Response]:
    """The request as a page and, as htmx sends it, for a fragment."""
    method = route.partition(" ")[0]
    fragment = {"hx-request": "true", "hx-request-type": "partial"}
    return [
        client.request(method, there),
        client.request(method, there, headers=fragment),
    ]


def _leads_to_login(response: httpx.Response) -> bool:
    there = response.headers.get("location") or response.headers.get("hx-redirect") or ""
    return there.startswith(LOGIN) and response.status_code in (303, 401)


def _fits(response: httpx.Response, route: str, *, allowed: bool, hidden: bool) -> bool:
    if not allowed:
        return response.status_code == (404 if hidden else 403)
    if response.status_code == 404:  # no file, no line and no such address is in the world
        return "{schluessel}" in route or "{rest:path}" in route
    return response.status_code in (200, 303, 409, 422) and not _leads_to_login(response)
