"""What an error tells, and to whom."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from structlog.testing import capture_logs

from app.db import session_for
from app.settings import Settings
from tests.support.app import new_app


def test_an_error_of_the_database_does_not_tell_what_people_typed(engine: Engine) -> None:
    statement = text("SELECT nothing FROM nowhere WHERE email = :email")
    with (
        session_for(engine, write=False) as session,
        pytest.raises(SQLAlchemyError) as failed,
    ):
        session.execute(statement, {"email": "anna@beispiel.de"})
    assert "anna@beispiel.de" not in str(failed.value)


def test_what_failed_stands_in_the_log_once(
    settings: Settings, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """Its own line names no secret address and is JSON; the server would add another."""
    app = new_app(settings, engine)

    @app.get("/kaputt")
    def broken() -> None:
        raise RuntimeError("kaputt")

    with _served(app) as address, capture_logs() as lines, caplog.at_level(logging.ERROR):
        assert httpx.get(f"{address}/kaputt", trust_env=False).status_code == 500
    assert [line["event"] for line in lines] == ["request failed"]
    assert [record.getMessage() for record in caplog.records] == []


@contextmanager
def _served(app: FastAPI) -> Iterator[str]:
    """By the real server, which logs by itself what an app raises."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
