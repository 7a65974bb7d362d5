"""Closed by default: every route is listed, and is open to those listed and to nobody else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlmodel import Session, select

from app.antraege.models import Antrag, Kostenposition
from app.antraege.status import Antragsstatus
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Rolle
from app.features import FEATURES
from app.fonds.models import Fonds
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.projekte.models import Projekt
from app.quartiere.models import Quartier, Stadtbezirk
from app.settings import Settings
from app.vorgaenge.links import token_for
from tests.house.routes import EVERYONE, HOLDER, ROUTES, SENDER_STEPS, roles_for
from tests.support.client import PortalClient
from tests.support.each import each
from tests.support.factories import (
    ein_antrag,
    ein_fonds,
    ein_projekt,
    ein_quartier,
    eine_idee,
    eine_mitarbeiterin,
)

LOGIN = "/intern/anmeldung"
Login = Callable[[Mitarbeiter], PortalClient]


@dataclass
class World:
    """One of everything that an address can name, and the place all roles are given for."""

    quartier: Quartier
    projekt: Projekt
    fonds: Fonds
    public: Idee
    waiting: Idee
    draft: Antrag
    submitted: Antrag
    position: Kostenposition
    other: Mitarbeiter
    assignment: Zustaendigkeit
    settings: Settings

    def address(self, path: str) -> str:
        """The path with its holes filled."""
        return path.replace(":path", "").format(
            slug=self._slug(path),
            vorgangsnummer=self._nummer(path),
            token=self._token(path),
            seite="wer",
            number=self.position.id,
            schluessel="x" * 32,
            groesse="klein",
            staff_id=self.other.id,
            zustaendigkeit_id=self.assignment.id,
            below="unterhalb",
            schritt="zurueckziehung",
            jahr=2026,
        )

    def _slug(self, path: str) -> str:
        named = {"quartiere": self.quartier, "projekte": self.projekt, "fonds": self.fonds}
        return next((row.slug for word, row in named.items() if f"/{word}/" in path), "")

    def _nummer(self, path: str) -> str:
        if "/antraege/" in path:
            return self.submitted.vorgangsnummer
        return (self.waiting if path.startswith("/intern") else self.public).vorgangsnummer

    def _token(self, path: str) -> str:
        item = self.draft if "/antrag" in path.replace("/antwort", "") else self.waiting
        return token_for(self.settings, item.vorgangsnummer, 1)


class Worlds:
    """One world for every route that only reads, and another for each that may change it; all in
    the same Quartier, where one of each role works."""

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session, self._settings = session, settings
        self.quartier = ein_quartier(session)
        self._read = _world(session, settings, self.quartier)

    def of(self, route: str) -> World:
        if route.startswith("GET "):
            return self._read
        return _world(self._session, self._settings, self.quartier)


def _world(session: Session, settings: Settings, quartier: Quartier) -> World:
    fonds = ein_fonds(session, quartier=quartier)
    draft = ein_antrag(session, Antragsstatus.entwurf, fonds=fonds)
    other = eine_mitarbeiterin(session, Rolle.administration)
    return World(
        quartier=quartier,
        projekt=ein_projekt(session, quartier=quartier),
        fonds=fonds,
        public=eine_idee(session, Ideenstatus.veroeffentlicht, quartier=quartier),
        waiting=eine_idee(session, Ideenstatus.in_pruefung, quartier=quartier),
        draft=draft,
        submitted=ein_antrag(session, Antragsstatus.eingereicht, fonds=fonds),
        position=session.exec(
            select(Kostenposition).where(Kostenposition.antrag_id == draft.id)
        ).one(),
        other=other,
        assignment=session.exec(
            select(Zustaendigkeit).where(Zustaendigkeit.mitarbeiter_id == other.id)
        ).one(),
        settings=settings,
    )


@pytest.fixture
def worlds(session: Session, settings: Settings) -> Worlds:
    return Worlds(session, settings)


@pytest.fixture
def staff(session: Session, worlds: Worlds, login: Login) -> dict[Rolle, PortalClient]:
    """Everybody who works here, each at home in the worlds' Quartier."""
    quartier = worlds.quartier
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
    assert sorted(set(found) - set(ROUTES)) == [], "not listed in tests/house/routes.py"
    assert sorted(set(ROUTES) - set(found)) == [], "listed, but not there any more"
    assert len(found) == len(set(found)), "two routes for one address"


@each("route", [r for r, who in ROUTES.items() if who in (EVERYONE, HOLDER)])
def test_open_routes_are_open(
    route: str, client: PortalClient, worlds: Worlds, session: Session, login: Login
) -> None:
    # Nobody's way depends on a role, so one member of staff stands for all of them.
    world = worlds.of(route)
    for visitor in (client, login(eine_mitarbeiterin(session, Rolle.kasse))):
        for response in _ask(visitor, route, world):
            assert response.status_code < 500 or LOGIN in route, route  # no provider here
            assert response.status_code not in (401, 403, 405), route
            assert not response.headers.get("location", "").startswith(f"{LOGIN}?"), route


@each("route", [r for r, who in ROUTES.items() if who == HOLDER])
def test_routes_of_the_link_know_no_other_token(
    route: str, client: PortalClient, worlds: Worlds
) -> None:
    method, path = route.split(" ")
    address = worlds.of(route).address(path.replace("{token}", "A" * 32))
    assert client.request(method, address).status_code == 404


def test_every_step_of_the_sender_is_listed() -> None:
    found = {kind.art: {step.address for step in kind.sender.steps} for kind in FEATURES.kinds}
    assert found == SENDER_STEPS


def test_steps_of_the_sender_are_open_to_the_link_and_to_no_other(
    client: PortalClient, worlds: Worlds
) -> None:
    world = worlds.of("GET /vorgang/{token}")
    items = {"idee": world.waiting, "antrag": world.submitted}
    everything = frozenset[str]().union(*SENDER_STEPS.values())
    for art, item in items.items():
        own = f"/vorgang/{token_for(world.settings, item.vorgangsnummer, 1)}"
        for step in everything | {"gibtsnicht"}:
            for method in ("GET", "POST"):
                foreign = client.request(method, f"/vorgang/{'A' * 32}/{step}")
                assert foreign.status_code == 404, step
                answer = client.request(method, f"{own}/{step}")
                there = answer.status_code in (200, 303, 409, 422)
                assert there is (step in SENDER_STEPS[art]), (art, method, step)


@each("route", [r for r, who in ROUTES.items() if who not in (EVERYONE, HOLDER)])
def test_staff_routes_are_open_to_exactly_these_roles(
    route: str, client: PortalClient, worlds: Worlds, staff: dict[Rolle, PortalClient]
) -> None:
    open_to, world = roles_for(route), worlds.of(route)
    for response in _ask(client, route, world):
        assert _leads_to_login(response), f"{route} without login: {response.status_code}"
    # First those who may not, as they change nothing.
    for rolle in sorted(Rolle, key=lambda r: r in open_to):
        allowed = rolle in open_to
        answers = _ask(staff[rolle], route, world)
        # A step that was taken once is gone the second time.
        for response in answers[:1] if allowed and route.startswith("POST") else answers:
            assert _fits(response, route, allowed=allowed), (
                f"{route} as {rolle}: {response.status_code}, "
                f"{'allowed' if allowed else 'forbidden'} by {ROUTES[route]}"
            )


def _ask(client: PortalClient, route: str, world: World) -> list[httpx.Response]:
    """The request as a page and, as htmx sends it, for a fragment."""
    method, path = route.split(" ")
    address = world.address(path)
    fragment = {"hx-request": "true", "hx-request-type": "partial"}
    return [
        client.request(method, address),
        client.request(method, address, headers=fragment),
    ]


def _leads_to_login(response: httpx.Response) -> bool:
    there = response.headers.get("location") or response.headers.get("hx-redirect") or ""
    return there.startswith(LOGIN) and response.status_code in (303, 401)


def _fits(response: httpx.Response, route: str, *, allowed: bool) -> bool:
    if not allowed:
        return response.status_code == 403
    if response.status_code == 404:  # no file and no line is in the world
        return "{schluessel}" in route
    return response.status_code in (200, 303, 409, 422) and not _leads_to_login(response)
