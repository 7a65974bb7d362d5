"""Sessions are rows: they end when they should, and looking at a page changes nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.auth import sessions
from app.auth.models import Mitarbeiter, StaffSession, Zustaendigkeit
from app.auth.permissions import Rolle
from app.settings import Settings
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, successful_fields
from tests.support.each import each
from tests.support.factories import eine_mitarbeiterin, eine_zustaendigkeit
from tests.support.queries import queries

Login = Callable[[Mitarbeiter], PortalClient]
PAGE = "/intern/personal/einladung"
TO_LOGIN = f"/intern/anmeldung?next={PAGE}"


@pytest.fixture
def admin(session: Session) -> Mitarbeiter:
    return eine_mitarbeiterin(session, Rolle.administration)


def _logged_in(client: PortalClient) -> bool:
    answer = client.get(PAGE)
    if answer.status_code == 303:
        assert answer.headers["location"] == TO_LOGIN
    return answer.status_code == 200


def _row(session: Session) -> StaffSession:
    return session.exec(select(StaffSession)).one()


def test_session_ends_after_the_idle_limit(
    admin: Mitarbeiter, login: Login, settings: Settings, now: FixedNow
) -> None:
    client = login(admin)
    now = now.advance(minutes=settings.session_idle_minutes - 1)
    assert _logged_in(client)
    now = now.advance(minutes=settings.session_idle_minutes - 1)
    assert _logged_in(client)
    now.advance(minutes=settings.session_idle_minutes)
    assert not _logged_in(client)


def test_session_ends_after_the_absolute_limit_however_busy(
    admin: Mitarbeiter, login: Login, settings: Settings, now: FixedNow
) -> None:
    client = login(admin)
    for _ in range(settings.session_absolute_hours * 2 - 1):
        now = now.advance(minutes=30)
        assert _logged_in(client)
    now.advance(minutes=30)
    assert not _logged_in(client)


def test_last_use_is_written_at_most_once_a_minute(
    admin: Mitarbeiter, login: Login, session: Session, now: FixedNow, engine: Engine
) -> None:
    client = login(admin)
    now.advance(seconds=59)
    with queries(engine) as early:
        client.get(PAGE)
    assert not [s for s in early.statements if s.startswith("UPDATE")]
    later = now.advance(seconds=1)
    with queries(engine) as due:
        client.get(PAGE)
    assert len([s for s in due.statements if s.startswith("UPDATE")]) == 1
    assert _row(session).zuletzt_am == later


def test_actor_with_all_roles_takes_one_query(
    session: Session, engine: Engine, settings: Settings, now: FixedNow, admin: Mitarbeiter
) -> None:
    for rolle in (Rolle.quartierskoordination, Rolle.quartierskoordination, Rolle.kasse):
        eine_zustaendigkeit(session, admin, rolle)
    token = sessions.start(session, admin, settings=settings, at=now)
    session.commit()
    with queries(engine) as asked:
        actor = sessions.actor_of(engine, token, settings=settings, at=now)
    assert asked.count == 1
    assert (actor.staff_id, len(actor.assignments)) == (admin.id, 4)


def test_session_is_over_with_the_last_role(
    admin: Mitarbeiter, login: Login, session: Session
) -> None:
    client = login(admin)
    session.delete(session.exec(select(Zustaendigkeit)).one())
    session.commit()
    assert not _logged_in(client)


def test_removed_role_stops_working_at_once(
    admin: Mitarbeiter, login: Login, session: Session
) -> None:
    role = session.exec(select(Zustaendigkeit)).one()
    eine_zustaendigkeit(session, admin, Rolle.kasse)
    client = login(admin)
    session.delete(role)
    session.commit()
    assert client.get(PAGE).status_code == 403


def test_inactive_staff_has_no_session(admin: Mitarbeiter, login: Login, session: Session) -> None:
    client = login(admin)
    admin.aktiv = False
    session.commit()
    assert not _logged_in(client)


def test_revoked_session_is_over(
    admin: Mitarbeiter, login: Login, session: Session, now: FixedNow
) -> None:
    client, other = login(admin), login(admin)
    assert admin.id is not None
    assert sessions.end_all(session, admin.id, at=now) == 2
    session.commit()
    assert not _logged_in(client)
    assert not _logged_in(other)


@each("token", ["", "erraten", "x" * 5000, "' OR 1=1 --", "ü"])
def test_made_up_token_is_nobody(client: PortalClient, token: str) -> None:
    cookie = f"__Host-sitzung={token}".encode()
    answer = client.get(PAGE, headers={b"cookie": cookie})  # type: ignore[dict-item]
    assert answer.headers["location"] == TO_LOGIN


def test_hash_in_the_database_is_no_token(
    admin: Mitarbeiter, login: Login, session: Session, client: PortalClient
) -> None:
    login(admin)
    client.cookies.set("__Host-sitzung", _row(session).token_hash, domain="portal.test", path="/")
    assert not _logged_in(client)


def test_rows_that_are_long_over_are_cleared_away_by_the_next_login(
    admin: Mitarbeiter, session: Session, settings: Settings, now: FixedNow
) -> None:
    sessions.start(session, admin, settings=settings, at=now - timedelta(days=2))
    session.commit()
    sessions.start(session, admin, settings=settings, at=now)
    session.commit()
    assert _row(session).begonnen_am == now


def test_cookie_without_prefix_where_there_is_no_https(settings: Settings) -> None:
    plain = settings.model_copy(update={"base_url": "http://localhost:8000"})
    assert sessions.cookie_name(plain) == "sitzung"
    assert sessions.cookie_name(settings) == "__Host-sitzung"


def test_what_was_typed_survives_a_dead_session(
    client: PortalClient,
    login: Login,
    admin: Mitarbeiter,
    session: Session,
    settings: Settings,
    now: FixedNow,
) -> None:
    office = login(admin)
    form = parse(office.get(PAGE).text).css_first("main form")
    typed = dict(successful_fields(form)) | {
        "email": "neu@stadt.example",
        "name": "Ayla <Neu>",
        "rolle": Rolle.administration.value,
    }
    now.advance(minutes=settings.session_idle_minutes + 1)

    stopped = office.post(PAGE, data=typed)
    assert stopped.status_code == 401
    assert "abgelaufen" in stopped.text
    again = parse(stopped.text).css_first("main form")
    sent = login(admin).post(again.attributes["action"], data=dict(successful_fields(again)))
    assert sent.status_code == 303
    names = session.exec(select(Mitarbeiter.name)).all()
    assert "Ayla <Neu>" in names


def test_what_was_typed_survives_a_dead_session_under_htmx(client: PortalClient) -> None:
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    stopped = client.post(PAGE, data={"name": "Ayla"}, headers=headers)
    assert stopped.status_code == 401
    assert "<h1" not in stopped.text
    assert 'value="Ayla"' in stopped.text


def test_htmx_on_a_dead_session_is_sent_to_the_login(client: PortalClient) -> None:
    answer = client.get(PAGE, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert answer.headers["hx-redirect"] == TO_LOGIN
