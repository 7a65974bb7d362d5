"""Whoever opens the address of a form (back, forward, reload, a tab that was dropped, a link that
somebody passed on) comes to the page that it belongs to."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.quartiere.models import Stadtbezirk
from app.settings import Settings
from app.web.addresses import Addresses
from tests.house.routes import ROUTES, SENDER_STEPS, address, roles_for
from tests.support.access import EVERYONE, HOLDER, World
from tests.support.client import PortalClient
from tests.support.each import each
from tests.support.factories import ein_quartier, eine_mitarbeiterin

PROVIDER = ("/intern/anmeldung", "/intern/abmeldung")
POSTS = [r for r in ROUTES if r.startswith("POST ") and not r.endswith(":path}")]

Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def world(session: Session, settings: Settings) -> World:
    return World(session, settings, ein_quartier(session))


@pytest.fixture
def visitor(
    client: PortalClient, session: Session, world: World, login: Login
) -> Callable[[str], PortalClient]:
    """Somebody who may send the form."""
    bezirk = session.get_one(Stadtbezirk, world.quartier.stadtbezirk_id)

    def open_to(route: str) -> PortalClient:
        if ROUTES[route] in (EVERYONE, HOLDER):
            return client
        rolle = min(roles_for(route), default=Rolle.quartierskoordination)
        person = eine_mitarbeiterin(session, rolle, quartier=world.quartier, stadtbezirk=bezirk)
        return login(person)

    return open_to


@each("route", POSTS)
def test_every_address_of_a_form_can_be_opened(
    route: str, visitor: Callable[[str], PortalClient], world: World
) -> None:
    there, browser = address(route, world), visitor(route)
    world.session.commit()
    if "{schritt}" in route:
        there = there.rpartition("/")[0] + "/" + min(frozenset.union(*SENDER_STEPS.values()))
    answer = browser.get(there)
    assert answer.status_code in (200, 303), (there, answer.status_code)
    assert "public" not in answer.headers["cache-control"] or answer.status_code == 200
    page = browser.get(there, follow_redirects=True)
    assert page.status_code == 200 or there.startswith(PROVIDER), (there, page.url)


@each("route", [r for r in POSTS if ROUTES[r] not in (EVERYONE, HOLDER)])
def test_it_opens_nothing_to_anybody_else(route: str, client: PortalClient, world: World) -> None:
    there = address(route, world)
    world.session.commit()
    page = client.get(there, follow_redirects=True)
    assert page.url.path.startswith(PROVIDER), page.url


def test_a_page_with_a_hole_is_not_taken_for_the_page_of_a_form(client: PortalClient) -> None:
    for there, leads in (
        ("/vorgang/link", "/vorgang"),
        ("/ideen/neu/pruefung", "/ideen/neu"),
    ):
        answer = client.get(there)
        assert (answer.status_code, answer.headers["location"]) == (303, leads)
        asked = client.get(f"{there}?seite=2&stand=neu")
        assert asked.headers["location"] == f"{leads}?seite=2&stand=neu"
    assert client.get("/vorgang/gibtesnicht").status_code == 404
    assert client.get("/ideen/gibtesnicht").status_code == 404
    assert client.get("/ideen/gibtesnicht/quatsch").status_code == 404


def test_methods_that_no_form_has_are_still_refused(client: PortalClient) -> None:
    assert client.delete("/vorgang/link").status_code == 405
    assert client.put("/ideen").status_code == 405


def test_where_people_are_led(app: FastAPI) -> None:
    addresses = Addresses(app.routes)
    for path, page in (
        ("/vorgang/abc/antrag", "/vorgang/abc/antrag"),
        ("/intern/personal/3/zustaendigkeiten/5/ablehnung", "/intern/personal/3"),
        ("/intern/personal/3/sitzungen/widerruf", "/intern/personal/3"),
        ("/intern/nirgends/antwort", "/intern"),
        ("/intern/ideen/I-2026-00001/antwort", "/intern/ideen/I-2026-00001"),
        ("/intern/ideen/ä ö/antwort", "/intern/ideen/%C3%A4%20%C3%B6"),
        ("//boese.example/antwort", "/"),
        ("/", "/"),
    ):
        assert addresses.page_of(path) == page
