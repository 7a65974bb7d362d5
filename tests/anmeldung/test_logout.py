"""Logout: here, at the provider, and told by the provider."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import Session, select

from app.anmeldung.backchannel import EVENT
from app.auth.models import Mitarbeiter, StaffSession
from app.auth.permissions import Rolle
from app.settings import Settings
from tests.support.client import PortalClient
from tests.support.factories import eine_mitarbeiterin
from tests.support.provider import sign_in
from tests.support.rogue_provider import CLIENT_ID, GONE, Rogue
from tests.support.settings import BASE_URL

LOGOUT = "/intern/abmeldung"
COOKIE = "__Host-sitzung"


@pytest.fixture
def person(session: Session) -> Mitarbeiter:
    return eine_mitarbeiterin(
        session, Rolle.kasse, email="einladung@stadt.example", oidc_iss=None, oidc_sub=None
    )


def _is_over(client: PortalClient, token: str) -> bool:
    client.cookies.set(COOKIE, token, domain="portal.test", path="/")
    return client.get("/intern/anmeldung").status_code == 200


def test_logout_ends_the_session_and_goes_on_at_the_provider(
    client: PortalClient, session: Session, jule: Mitarbeiter, issuer: str
) -> None:
    sign_in(client, "jule")
    token = client.cookies[COOKIE]
    answer = client.post(LOGOUT)

    address = urlsplit(answer.headers["location"])
    query = parse_qs(address.query)
    assert (answer.status_code, f"{address.scheme}://{address.netloc}") == (303, issuer)
    assert query["post_logout_redirect_uri"] == [f"{BASE_URL}{LOGOUT}"]
    assert query["id_token_hint"][0].count(".") == 2
    assert COOKIE not in client.cookies
    row = session.exec(select(StaffSession)).one()
    assert (row.widerrufen_am is not None, row.id_token_hint) == (True, "")
    assert _is_over(client, token)


def test_provider_brings_the_browser_back_to_a_calm_page(
    client: PortalClient, jule: Mitarbeiter, issuer: str
) -> None:
    sign_in(client, "jule")
    with httpx.Client() as browser:
        page = browser.get(client.post(LOGOUT).headers["location"])
        assert f"{BASE_URL}{LOGOUT}" in page.text
        form = {"redirect_uri": f"{BASE_URL}{LOGOUT}"}
        back = browser.post(f"{issuer}/oauth2/end_session/confirm", data=form)
    assert back.headers["location"] == f"{BASE_URL}{LOGOUT}"
    assert "Sie sind abgemeldet" in client.get(LOGOUT).text


def test_logout_without_a_session_is_calm(client: PortalClient) -> None:
    answer = client.post(LOGOUT)
    assert answer.headers["location"] == LOGOUT


def test_logged_out_page_is_not_shown_to_who_is_logged_in(
    client: PortalClient, jule: Mitarbeiter
) -> None:
    sign_in(client, "jule")
    assert client.get(LOGOUT).headers["location"] == "/intern"


def test_logout_by_another_site_is_refused(client: PortalClient, jule: Mitarbeiter) -> None:
    sign_in(client, "jule")
    answer = client.post(LOGOUT, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert client.get(LOGOUT).headers["location"] == "/intern"


def test_provider_without_logout_of_its_own(
    client: PortalClient, person: Mitarbeiter, rogue: Rogue
) -> None:
    rogue.answer(client)
    token = client.cookies[COOKIE]
    assert client.post(LOGOUT).headers["location"] == LOGOUT
    assert _is_over(client, token)


def test_provider_that_is_down_keeps_nobody_logged_in(
    client: PortalClient, person: Mitarbeiter, rogue: Rogue, settings: Settings
) -> None:
    rogue.answer(client)
    token = client.cookies[COOKIE]
    settings.oidc_issuer = "http://127.0.0.1:9"
    client.app.state.provider._client = None  # type: ignore[attr-defined]
    assert client.post(LOGOUT).headers["location"] == LOGOUT
    assert _is_over(client, token)


def _notice(rogue: Rogue, **changes: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": rogue.issuer,
        "aud": CLIENT_ID,
        "iat": now,
        "exp": now + 120,
        "jti": "eins",
        "sub": "person-1",
        "events": {EVENT: {}},
    }
    return rogue.sign({k: v for k, v in {**claims, **changes}.items() if v is not GONE})


def _tell(client: PortalClient, token: str) -> int:
    """The provider's server is no browser: no cookies, no Sec-Fetch-Site."""
    caller = client.another()
    del caller.headers["sec-fetch-site"]
    return caller.post(f"{LOGOUT}/provider", data={"logout_token": token}).status_code


def test_provider_can_end_all_sessions_of_a_person(
    client: PortalClient, person: Mitarbeiter, rogue: Rogue
) -> None:
    rogue.answer(client)
    other = client.another()
    rogue.answer(other)
    assert _tell(client, _notice(rogue)) == 200
    assert client.get("/intern/anmeldung").status_code == 200
    assert other.get("/intern/anmeldung").status_code == 200


@pytest.mark.parametrize("named", [{}, {"sub": GONE}], ids=["sub and sid", "sid"])
def test_provider_can_end_one_session(
    client: PortalClient, person: Mitarbeiter, rogue: Rogue, named: dict[str, Any]
) -> None:
    rogue.claims = {"sid": "erste"}
    rogue.answer(client)
    other = client.another()
    rogue.claims = {"sid": "zweite"}
    rogue.answer(other)
    assert _tell(client, _notice(rogue, sid="zweite", **named)) == 200
    assert client.get("/intern/anmeldung").status_code == 303
    assert other.get("/intern/anmeldung").status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://boese.example"},
        {"aud": "ein-anderes-portal"},
        {"exp": int(time.time()) - 120},
        {"iat": int(time.time()) - 3600},
        {"iat": GONE},
        {"jti": GONE},
        {"events": GONE},
        {"events": {"etwas": {}}},
        {"nonce": "ein-id-token"},
        {"sub": GONE},
        {"sub": 1},
    ],
    ids=[
        "issuer",
        "audience",
        "expired",
        "old",
        "no time",
        "no id",
        "no event",
        "another event",
        "nonce",
        "nobody",
        "odd subject",
    ],
)
def test_false_notice_ends_nothing(
    client: PortalClient, person: Mitarbeiter, rogue: Rogue, changes: dict[str, Any]
) -> None:
    rogue.answer(client)
    assert _tell(client, _notice(rogue, **changes)) == 400
    assert client.get("/intern/anmeldung").status_code == 303


@pytest.mark.parametrize("signed", ["none", "other key"])
def test_notice_that_the_provider_did_not_sign_ends_nothing(
    client: PortalClient, person: Mitarbeiter, rogue: Rogue, signed: str
) -> None:
    rogue.answer(client)
    rogue.signed, rogue.wrong_key = ("none", False) if signed == "none" else ("RS256", True)
    assert _tell(client, _notice(rogue)) == 400
    assert _tell(client, "kein.token") == 400
    assert client.get("/intern/anmeldung").status_code == 303
