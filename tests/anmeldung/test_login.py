"""Login at the real provider process: the way in, and every way that does not lead in."""

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.auth import sessions
from app.auth.models import Mitarbeiter, StaffSession
from app.history.chain import trail
from app.settings import Settings
from tests.support.app import new_app
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.factories import eine_mitarbeiterin
from tests.support.provider import LOGIN, at_provider, come_back, leave, sign_in

pytestmark = pytest.mark.usefixtures("issuer")

COOKIE = "__Host-sitzung"


def _refused(client: PortalClient, session: Session, sub: str) -> str:
    answer = sign_in(client, sub)
    assert answer.status_code == 403
    assert COOKIE not in client.cookies
    assert session.exec(select(StaffSession)).all() == []
    return answer.text


def test_first_login_binds_the_invited_person_once(
    client: PortalClient, session: Session, jule: Mitarbeiter, issuer: str, now: FixedNow
) -> None:
    answer = sign_in(client, "jule", target="/intern/ideen")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/intern/ideen"
    session.refresh(jule)
    assert (jule.oidc_iss, jule.oidc_sub, jule.angemeldet_am) == (issuer, "jule", now)
    steps = trail(session, f"personal-{jule.id}")
    assert [(s.step, s.staff_id, s.public) for s in steps] == [("erste_anmeldung", jule.id, False)]
    assert client.get(LOGIN).headers["location"] == "/intern"


def test_session_cookie_is_host_bound_and_unreadable_for_scripts(
    client: PortalClient, jule: Mitarbeiter
) -> None:
    cookies = sign_in(client, "jule").headers.get_list("set-cookie")
    (cookie,) = [c for c in cookies if c.startswith(COOKIE)]
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert attributes == {"path=/", "secure", "httponly", "samesite=lax"}


def test_session_row_knows_only_a_hash(
    client: PortalClient, session: Session, jule: Mitarbeiter
) -> None:
    sign_in(client, "jule")
    (row,) = session.exec(select(StaffSession)).all()
    token = client.cookies[COOKIE]
    assert row.token_hash == sessions.hash_of(token)
    assert token not in row.model_dump_json()
    assert row.id_token_hint.count(".") == 2


def test_later_logins_go_by_issuer_and_subject_alone(
    client: PortalClient, session: Session, jule: Mitarbeiter
) -> None:
    sign_in(client, "jule")
    session.refresh(jule)
    jule.email = "neuer.name@stadt.example"
    session.commit()

    assert sign_in(client.another(), "jule").status_code == 303
    assert len(trail(session, f"personal-{jule.id}")) == 1


def test_second_account_with_the_same_address_does_not_get_in(
    client: PortalClient, session: Session, jule: Mitarbeiter
) -> None:
    sign_in(client, "jule")
    answer = sign_in(client.another(), "jule-2")
    assert answer.status_code == 403
    session.refresh(jule)
    assert jule.oidc_sub == "jule"


@pytest.mark.parametrize("sub", ["ungeprueft", "wort", "ohne-pruefung", "jule@stadt.example"])
def test_unverified_address_does_not_match_an_invitation(
    client: PortalClient, session: Session, jule: Mitarbeiter, sub: str
) -> None:
    _refused(client, session, sub)
    session.refresh(jule)
    assert jule.oidc_sub is None


def test_uninvited_person_sees_a_friendly_page_and_leaves_nothing(
    client: PortalClient, session: Session, jule: Mitarbeiter
) -> None:
    text = _refused(client, session, "fremd")
    assert "noch kein Zugang" in text
    assert [p.id for p in session.exec(select(Mitarbeiter))] == [jule.id]


def test_inactive_staff_does_not_get_in(
    client: PortalClient, session: Session, jule: Mitarbeiter
) -> None:
    jule.aktiv = False
    session.commit()
    _refused(client, session, "jule")


def test_staff_without_a_role_does_not_get_in(
    client: PortalClient, session: Session, issuer: str
) -> None:
    person = eine_mitarbeiterin(session, None, oidc_iss=issuer, oidc_sub="jule")
    _refused(client, session, "jule")
    session.refresh(person)
    assert person.angemeldet_am is None


def test_login_ends_the_session_this_browser_had(
    client: PortalClient, session: Session, jule: Mitarbeiter
) -> None:
    sign_in(client, "jule")
    sign_in(client, "jule")
    rows = session.exec(select(StaffSession).order_by(StaffSession.id)).all()
    assert [row.widerrufen_am is None for row in rows] == [False, True]


def test_person_who_declines_at_the_provider_comes_back_to_a_page(
    client: PortalClient, jule: Mitarbeiter
) -> None:
    answer = come_back(client, at_provider(leave(client), action="deny"))
    assert answer.status_code == 400
    assert "Von vorn beginnen" in answer.text


def test_two_tabs_can_both_finish(client: PortalClient, jule: Mitarbeiter) -> None:
    first = at_provider(leave(client, "/intern/ideen"), sub="jule")
    second = at_provider(leave(client, "/intern/antraege"), sub="jule")

    assert come_back(client, second).headers["location"] == "/intern/antraege"
    assert come_back(client, first).headers["location"] == "/intern/ideen"


def test_a_tab_too_many_starts_over(client: PortalClient, jule: Mitarbeiter) -> None:
    oldest = at_provider(leave(client), sub="jule")
    for _ in range(4):
        leave(client)
    again = come_back(client, oldest)
    assert again.status_code == 303
    assert come_back(client, at_provider(again.headers["location"], sub="jule")).status_code == 303
    assert COOKIE in client.cookies


def test_reload_of_the_way_back_stays_logged_in(client: PortalClient, jule: Mitarbeiter) -> None:
    address = at_provider(leave(client), sub="jule")
    come_back(client, address)
    assert come_back(client, address).headers["location"] == "/intern"


def test_browser_without_cookies_is_sent_round_once_and_not_for_ever(
    client: PortalClient, jule: Mitarbeiter
) -> None:
    address = at_provider(leave(client), sub="jule")
    client.cookies.clear()
    again = come_back(client, address)
    assert again.status_code == 303

    address = at_provider(again.headers["location"], sub="jule")
    client.cookies.clear()
    last = come_back(client, address)
    assert last.status_code == 400
    assert "Cookies" in last.text


def test_state_of_another_browser_is_not_accepted(
    client: PortalClient, session: Session, jule: Mitarbeiter
) -> None:
    """Login CSRF: an attacker hands over the end of his own login."""
    address = at_provider(leave(client), sub="jule")
    victim = client.another()
    answer = come_back(victim, address)
    assert answer.headers["location"].startswith("http://127.0.0.1")
    assert session.exec(select(StaffSession)).all() == []


def test_way_back_without_anything_begins_the_login(client: PortalClient) -> None:
    answer = client.get(f"{LOGIN}/rueckkehr")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("http://127.0.0.1")


def test_provider_that_is_down_gives_a_page_and_a_time_to_retry(
    client: PortalClient, app: FastAPI, settings: Settings
) -> None:
    settings.oidc_issuer = "http://127.0.0.1:9"
    for answer in (client.post(LOGIN), client.get(f"{LOGIN}/rueckkehr?code=x&state=y")):
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "30"
        assert "antwortet gerade nicht" in answer.text


@pytest.mark.parametrize("target", ["https://boese.example/intern", "//boese.example", "/ideen"])
def test_login_never_leads_away(client: PortalClient, jule: Mitarbeiter, target: str) -> None:
    assert sign_in(client, "jule", target=target).headers["location"] == "/intern"
    assert client.get(LOGIN, params={"next": target}).headers["location"] == "/intern"


def test_login_leads_back_to_the_page_that_asked_for_it(
    client: PortalClient, jule: Mitarbeiter
) -> None:
    target = "/intern/ideen/I-2026-00042?sortierung=alt&seite=2"
    assert sign_in(client, "jule", target=target).headers["location"] == target


def test_login_page_sets_no_cookie_and_public_pages_never_do(client: PortalClient) -> None:
    assert "set-cookie" not in client.get(LOGIN).headers
    leave(client)
    for path in ("/", "/ideen", "/intern/personal"):
        assert "set-cookie" not in client.get(path).headers


def test_login_state_cookie_is_short_lived_and_host_bound(client: PortalClient) -> None:
    answer = client.post(LOGIN)
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith("__Host-anmeldung=")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert attributes == {"path=/", "max-age=600", "secure", "httponly", "samesite=lax"}


def test_authorization_request_carries_pkce_state_and_nonce(client: PortalClient) -> None:
    address = leave(client)
    for part in ("code_challenge_method=S256", "code_challenge=", "state=", "nonce="):
        assert part in address
    assert "redirect_uri=https%3A%2F%2Fportal.test%2Fintern%2Fanmeldung%2Frueckkehr" in address


def test_demo_lists_who_can_be_entered_and_only_the_demo(
    client: PortalClient, settings: Settings, engine: Engine
) -> None:
    assert "erfunden" not in client.get(LOGIN).text
    demo = new_app(settings.model_copy(update={"demo": True}), engine)
    with PortalClient(demo) as visitor:
        page = visitor.get(LOGIN).text
    assert "koordination-heslach" in page
    assert "Quartierskoordination Heslach, Heusteigviertel" in page
