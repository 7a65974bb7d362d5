"""Whoever is logged in keeps the staff's navigation, whatever is refused."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from tests.support.client import PortalClient
from tests.support.dom import parse
from tests.support.each import each
from tests.support.factories import eine_mitarbeiterin

Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def office(session: Session, login: Login) -> PortalClient:
    return login(eine_mitarbeiterin(session, Rolle.administration))


def _navigation(page: str) -> list[str]:
    return [a.text().strip() for a in parse(page).css(".intern nav a")]


@each(
    "case",
    [
        ("GET", "/intern/ideen", 403),
        ("GET", "/intern/personal/999999", 404),
        ("GET", "/intern/personal/x", 404),
        ("GET", "/intern/nirgends", 404),
        ("POST", "/intern/nirgends/hier", 404),
        ("POST", "/intern/loeschlauf/bestaetigung", 422),
        ("POST", "/intern/personal/1/zustaendigkeiten/bestaetigung", 409),
    ],
)
def test_a_refusal_keeps_the_navigation(
    office: PortalClient, session: Session, case: tuple[str, str, int]
) -> None:
    method, path, status = case
    person = eine_mitarbeiterin(session, Rolle.revision)
    session.commit()
    answer = office.request(method, path.replace("/1/", f"/{person.id}/"))
    assert answer.status_code == status
    assert "Personal" in _navigation(answer.text)
    assert "Zu meinen Aufgaben" in answer.text


def test_residents_see_nothing_of_it(client: PortalClient) -> None:
    page = client.get("/nirgends")
    assert page.status_code == 404
    assert _navigation(page.text) == []
    there = client.get("/intern/nirgends")
    assert there.headers["location"].startswith("/intern/anmeldung")


def test_a_slash_too_many_still_leads_to_the_page(office: PortalClient) -> None:
    assert office.get("/intern/personal/").headers["location"] == "/intern/personal"
