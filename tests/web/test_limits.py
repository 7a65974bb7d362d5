"""Counts that several processes share, and a portal that goes on without them."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.settings import Settings
from app.web.limits import connection
from tests.support.app import new_app
from tests.support.capabilities import redis_server
from tests.support.client import PortalClient
from tests.support.each import each

NUMBER, CODE = "I-2026-00001", "AAAA-BBBB"


@pytest.fixture
def store() -> Iterator[str]:
    """A real server with nothing in it."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [redis_server() or "redis-server", "--port", str(port), "--save", "", "--bind"]
    process = subprocess.Popen([*command, "127.0.0.1"], stdout=subprocess.DEVNULL)
    try:
        _await(port)
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _await(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the store did not start")


def tries(settings: Settings, engine: Engine, count: int) -> list[int]:
    """Wrong codes typed at a process of its own."""
    with PortalClient(new_app(settings, engine)) as client:
        data = {"vorgangsnummer": NUMBER, "code": CODE}
        return [client.post("/vorgang", data=data).status_code for _ in range(count)]


@pytest.mark.redis
def test_two_processes_count_together(settings: Settings, engine: Engine, store: str) -> None:
    shared = settings.model_copy(update={"rate_limit_store": store})
    assert tries(shared, engine, 16) == [422] * 16
    assert tries(shared, engine, 16) == [422] * 14 + [429] * 2


@pytest.mark.redis
def test_the_store_remembers_no_address(settings: Settings, engine: Engine, store: str) -> None:
    tries(settings.model_copy(update={"rate_limit_store": store}), engine, 1)
    port = store.rpartition(":")[2]
    client = shutil.which("redis-cli") or shutil.which("valkey-cli") or "redis-cli"
    keys = subprocess.check_output([client, "-p", port, "KEYS", "*"], text=True)
    assert "code" in keys
    assert "testclient" not in keys
    assert "127.0.0.1" not in keys


def test_without_its_store_the_portal_stays_open(
    settings: Settings, engine: Engine, session: Session
) -> None:
    away = settings.model_copy(update={"rate_limit_store": "redis://127.0.0.1:1"})
    assert tries(away, engine, 32) == [422] * 32


@each(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        # What a socket for both kinds calls an IPv4 address: one /64 would hold them all.
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_what_counts_as_one_connection(address: str, counted: str) -> None:
    assert connection(address) == counted
