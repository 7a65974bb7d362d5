"""More people than the portal can serve at once: a fast no, and static files for everyone."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import httpx
import pytest

from app.settings import Settings
from app.web.assets import asset
from tests.support.processes import serving

WAITING = 400
_HALF = (
    b"POST /ideen/neu/pruefung HTTP/1.1\r\nHost: portal.test\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ntitel="
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"pool_size": 2})


@contextmanager
def _people_still_typing(base_url: str, number: int) -> Iterator[None]:
    """Requests that have begun and do not end: each takes a place inside."""
    parts = urlsplit(base_url)
    with ExitStack() as stack:
        for _ in range(number):
            line = stack.enter_context(socket.create_connection((parts.hostname, parts.port), 30))
            line.sendall(_HALF)
        yield


def _full(http: httpx.Client) -> httpx.Response:
    """The first refusal; the last connections may still be on their way in."""
    for _ in range(100):
        try:
            answer = http.get("/netiquette", timeout=1)
        except httpx.ReadTimeout:
            continue
        if answer.status_code == 503:
            return answer
    raise AssertionError("the portal took everybody in")


def test_beyond_capacity_a_fast_503_while_static_files_still_come(settings: Settings) -> None:
    with serving(settings), httpx.Client(base_url=settings.base_url, trust_env=False) as http:
        with _people_still_typing(settings.base_url, settings.pool_size + WAITING):
            answer = _full(http)
            assert int(answer.headers["retry-after"]) > 0
            assert "sehr viel los" in answer.text

            begin = time.monotonic()
            codes = {http.get("/ideen").status_code for _ in range(20)}
            assert codes == {503}
            # No queue was joined: far from any time-out, also on a machine that is busy.
            assert time.monotonic() - begin < 10

            assert http.get(asset("portal.css")).status_code == 200
            assert http.get("/healthz").status_code == 200
        assert _recovered(http)


def _recovered(http: httpx.Client) -> bool:
    for _ in range(100):
        if http.get("/netiquette", timeout=30).status_code == 200:
            return True
        time.sleep(0.1)
    return False
