"""What the portal needs may be away: people are told, keep what they typed, and try again."""

import http.client
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from threading import Thread

import pytest
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine, text
from sqlmodel import Session
from structlog.testing import capture_logs

from app.db import make_engine
from app.files import store
from app.files.models import Dateiart
from app.settings import Settings
from tests.support.app import new_app
from tests.support.client import PortalClient
from tests.support.dom import parse
from tests.support.factories import eine_datei, eine_idee
from tests.support.provider import free_port

NOBODY_THERE = "postgresql://postgres@127.0.0.1:9/portal"
BILD = {"art": Dateiart.bild, "breite": 4, "hoehe": 3, "oeffentlich": True}
TYPED = {"vorgangsnummer": "I-2026-00042", "code": "Ä & <b>"}


@pytest.fixture
def without_database(settings: Settings) -> Iterator[FastAPI]:
    gone = settings.model_copy(update={"database_url": NOBODY_THERE})
    engine = make_engine(gone)
    yield new_app(gone, engine)
    engine.dispose()


def test_without_a_database_a_page_says_when_to_come_back(without_database: FastAPI) -> None:
    with PortalClient(without_database) as client, capture_logs() as lines:
        answer = client.get("/ideen")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.headers["cache-control"] == "no-store"
    assert "in einer Minute noch einmal" in answer.text
    assert parse(answer.text).css_first("main a[href='/ideen']")
    assert [(line["event"], line["path"]) for line in lines] == [("not available", "/ideen")]


def test_what_was_typed_comes_back_to_be_sent_once_more(without_database: FastAPI) -> None:
    with PortalClient(without_database) as client:
        answer = client.post("/vorgang", data=TYPED)
    form = parse(answer.text).css_first("main form")
    sent = {field.attributes["name"]: field.attributes["value"] for field in form.css("input")}
    assert (answer.status_code, form.attributes["action"]) == (503, "/vorgang")
    assert sent == TYPED


def test_a_pool_without_a_free_connection_is_told_the_same_way(
    settings: Settings, engine: Engine
) -> None:
    with PortalClient(new_app(settings, engine)) as client, ExitStack() as taken:
        # Given back before the portal ends: afterwards their pool is nobody's, and closes none.
        for _ in range(engine.pool.size() + 2):  # type: ignore[attr-defined]
            taken.enter_context(engine.connect())
        engine.pool._timeout = 0.01  # type: ignore[attr-defined]
        assert client.get("/ideen").status_code == 503
        assert client.get("/readyz").status_code == 200


def test_no_connection_is_cut_by_an_outage_or_a_crash(without_database: FastAPI) -> None:
    """A proxy with keepalive takes a portal that cuts connections for dead, for ten seconds."""

    @without_database.get("/kaputt")
    def broken() -> None:
        raise RuntimeError

    with (
        _served(without_database) as port,
        closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection,
    ):
        connection.connect()
        first = connection.sock
        statuses = [_status(connection, path) for path in ("/ideen", "/kaputt", "/healthz")]
        assert (statuses, connection.sock is first) == ([503, 500, 200], True)


@contextmanager
def _served(app: FastAPI) -> Iterator[int]:
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
        yield port
    finally:
        server.should_exit = True
        thread.join()


@pytest.mark.both
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE alembic_version SET version_num = '0000'", "newer"),
        ("DELETE FROM alembic_version", "older"),
    ],
)
def test_a_database_of_another_version_is_not_ready(
    client: PortalClient, session: Session, change: str, says: str
) -> None:
    now_at = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    session.execute(text(change))
    session.commit()
    try:
        answer = client.get("/readyz")
        assert (answer.status_code, says in answer.text) == (503, True)
    finally:
        session.execute(text("DELETE FROM alembic_version"))
        session.execute(text("INSERT INTO alembic_version VALUES (:at)"), {"at": now_at})
        session.commit()
    assert client.get("/readyz").text == "ok"


@pytest.fixture
def hanging() -> Iterator[str]:
    """Something that takes calls and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_store_that_hangs_is_away_after_a_while_and_keeps_no_page_waiting(
    settings: Settings,
    engine: Engine,
    session: Session,
    hanging: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_ENDPOINT", hanging)
    monkeypatch.setattr(store, "PATIENCE", 1)
    datei = eine_datei(session, eine_idee(session), **BILD)
    session.commit()
    away = settings.model_copy(update={"file_store": "s3://haengt"})
    app = new_app(away, engine)
    with _served(app) as port, ThreadPoolExecutor(20) as people:
        photos = [people.submit(_get, port, f"/dateien/{datei.schluessel}/klein") for _ in range(6)]
        pages = [people.submit(_get, port, "/hilfe").result() for _ in range(20)]
        assert not any(photo.done() for photo in photos)
        assert {photo.result() for photo in photos} == {503}
    assert set(pages) == {200}


def _get(port: int, path: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        return _status(connection, path)


def _status(connection: http.client.HTTPConnection, path: str) -> int:
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer.status
