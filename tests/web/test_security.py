"""Headers on every answer, no reading request that writes, and a bound to what is taken."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from starlette.types import Receive, Scope, Send

from app.db import session_for
from app.settings import Mode, Settings
from app.web.security import InFlightCap
from tests.support.answers import answering
from tests.support.app import new_app
from tests.support.client import PortalClient
from tests.support.each import each
from tests.support.factories import ein_quartier


@each("address", ["/", "/ideen", "/gibt-es-nicht", "/intern", "/healthz"])
def test_every_answer_carries_the_headers(client: PortalClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "max-age" in headers["strict-transport-security"]


@pytest.mark.both
def test_a_reading_transaction_cannot_write(session: Session, engine: Engine) -> None:
    ein_quartier(session)
    session.rollback()
    with session_for(engine, write=False) as reading:
        with pytest.raises(DBAPIError):
            reading.execute(text("UPDATE quartier SET name = 'Anders'"))
        reading.rollback()
    with session_for(engine, write=True) as writing:
        writing.execute(text("UPDATE quartier SET name = 'Anders'"))
        writing.rollback()


def test_unknown_methods_and_pages_are_friendly(client: PortalClient) -> None:
    assert client.get("/gibt-es-nicht").status_code == 404
    assert client.delete("/ideen").status_code == 405
    assert client.get("/ideen/%00").status_code == 404


def test_a_crash_is_a_friendly_page_without_details(
    settings: Settings, engine: Engine, session: Session
) -> None:
    app = new_app(settings, engine)

    @app.get("/kaputt")
    def broken() -> None:
        raise RuntimeError("geheim")

    with PortalClient(app, session=session, raise_server_exceptions=False) as client:
        answer = client.get("/kaputt")
    assert answer.status_code == 500
    assert "Der Fehler liegt bei uns" in answer.text
    assert "geheim" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@each(
    "address, page",
    [
        ("/ideen/", "/ideen"),
        ("/ideen/?q=b%C3%A4nke", "/ideen?q=b%C3%A4nke"),
        ("/vorgang/abc//", "/vorgang/abc"),
        ("//evil.example/", "/evil.example"),
        ("/%5Cevil.example/", "/%5Cevil.example"),
        ("/stra%C3%9Fe%3F/", "/stra%C3%9Fe%3F"),
    ],
)
def test_a_slash_at_the_end_leads_to_the_page(
    address: str, page: str, client: PortalClient
) -> None:
    answer = client.get(f"https://portal.test{address}", headers={"host": "evil.example"})
    assert (answer.status_code, answer.headers["location"]) == (303, page)


@each(
    "host, origin, refused",
    [
        ("portal.test", "https://portal.test", False),
        ("rathaus.lan:8000", "http://rathaus.lan:8000", False),
        ("portal.test", "http://rathaus.lan:8000", True),
        ("portal.test", "null", True),
    ],
)
def test_a_browser_without_sec_fetch_is_judged_by_its_origin(
    host: str, origin: str, refused: bool, client: PortalClient
) -> None:
    client.headers.pop("sec-fetch-site", None)
    answer = client.post("/vorgang", headers={"host": host, "origin": origin})
    assert (answer.status_code == 403) is refused


def test_no_form_is_sent_on_to_another_address(client: PortalClient) -> None:
    assert client.post("/ideen/").status_code == 404


@each(
    "host, status",
    [
        ("portal.test", 200),
        ("PORTAL.test.:443", 200),
        ("127.0.0.1:8001", 200),
        ("[::1]:8000", 200),
        ("evil.example", 421),
        ("portal.test.evil.example", 421),
        ("portal.test:80@evil.example", 421),
        ("", 421),
    ],
)
def test_in_production_the_portal_has_one_name(
    host: str, status: int, settings: Settings, engine: Engine, session: Session
) -> None:
    app = new_app(settings.model_copy(update={"mode": Mode.production}), engine)
    with PortalClient(app, session=session) as client:
        answer = client.get("/hilfe", headers={"host": host})
        assert answer.status_code == status
        assert status == 200 or "https://portal.test" in answer.text
        assert client.get("/healthz", headers={"host": host}).status_code == 200


def test_beyond_capacity_the_answer_is_a_fast_503() -> None:
    gate = asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await gate.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def statuses() -> list[int]:
        cap = answering(InFlightCap(slow, limit=2, waiting=3))
        seen: list[int] = []
        calls = [asyncio.create_task(cap(scope("/"), nothing, note(seen))) for _ in range(9)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(*calls)
        return seen

    assert sorted(asyncio.run(statuses())) == [200] * 5 + [503] * 4


def scope(path: str) -> Scope:
    return {"type": "http", "method": "GET", "path": path, "headers": []}


async def nothing() -> dict[str, str]:
    return {"type": "http.disconnect"}


def note(seen: list[int]) -> Callable[..., object]:
    async def send(message: dict) -> None:
        if message["type"] == "http.response.start":
            seen.append(message["status"])

    return send


def test_metrics_need_the_operators_token(client: PortalClient) -> None:
    assert client.get("/metrics").status_code == 404


def test_health_and_readiness(client: PortalClient) -> None:
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").text == "ok"
