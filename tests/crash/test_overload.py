"""More people than the portal can serve at once: a fast no, and static files for everyone."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import Engine, text

from app.db import session_for
from app.settings import Settings
from app.web.assets import asset
from tests.support.processes import serving

WAITING = 400
TAKEN_IN = 200
OF_ONE = 10
_HEAD = (
    b"POST /ideen/neu/pruefung HTTP/1.1\r\nHost: portal.test\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"
)
_WHOLE = _HEAD % 6 + b"titel="
_HALF = _HEAD % 1000 + b"titel="


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"pool_size": 2})


@contextmanager
def _people(
    base_url: str, number: int, sent: bytes, *, at_one_address: int = WAITING
) -> Iterator[None]:
    """They have sent this and wait for an answer."""
    with ExitStack() as stack:
        for n in range(number):
            line = stack.enter_context(_line(base_url, f"127.0.1.{1 + n // at_one_address}"))
            line.sendall(sent)
        yield


def _line(base_url: str, sender: str) -> socket.socket:
    parts = urlsplit(base_url)
    return socket.create_connection((parts.hostname, parts.port), 30, source_address=(sender, 0))


@contextmanager
def _database_held(engine: Engine) -> Iterator[None]:
    """Whoever wants to write, and on PostgreSQL to read Quartiere, has to wait."""
    with session_for(engine, write=True) as session:
        if engine.dialect.name == "postgresql":
            session.execute(text("LOCK TABLE quartier IN ACCESS EXCLUSIVE MODE"))
        else:
            session.execute(text("SELECT 1"))
        yield
        session.rollback()


def _first_refusal(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """The last connections may still be on their way in."""
    for _ in range(100):
        try:
            answer = ask()
        except httpx.ReadTimeout:
            continue
        if answer.status_code == 503:
            return answer
    raise AssertionError("the portal took everybody in")


@pytest.mark.both
def test_beyond_capacity_a_fast_503_while_static_files_still_come(
    settings: Settings, engine: Engine
) -> None:
    with serving(settings), httpx.Client(base_url=settings.base_url, trust_env=False) as http:
        inside = settings.pool_size + WAITING
        with _database_held(engine), _people(settings.base_url, inside, _WHOLE):
            answer = _first_refusal(lambda: http.get("/netiquette", timeout=1))
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


def test_forms_that_never_end_keep_nobody_from_reading(settings: Settings) -> None:
    form = {"titel": "Bank"}
    with serving(settings), httpx.Client(base_url=settings.base_url, trust_env=False) as http:
        with _people(settings.base_url, TAKEN_IN, _HALF, at_one_address=OF_ONE):
            answer = _first_refusal(lambda: http.post("/ideen/neu/pruefung", data=form, timeout=5))
            assert int(answer.headers["retry-after"]) > 0
            assert {http.get("/ideen", timeout=30).status_code for _ in range(20)} == {200}
        assert _recovered(http)


def test_one_address_keeps_nobody_else_from_handing_in(settings: Settings) -> None:
    form = {"titel": "Bank"}
    with serving(settings), httpx.Client(base_url=settings.base_url, trust_env=False) as http:
        with _people(settings.base_url, TAKEN_IN, _HALF):
            codes = [http.post("/ideen/neu/pruefung", data=form).status_code for _ in range(5)]
        assert codes == [422] * 5


def test_a_body_without_an_end_is_refused_in_words(settings: Settings) -> None:
    """As the server sends it: an answer in the middle of a body that told no length."""
    settings = settings.model_copy(update={"upload_max_bytes": 50_000})
    with serving(settings):
        answer = _answer_to_chunks(settings.base_url, [b"x" * 10_000] * 100)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert "kürzen Sie ihn".encode() in answer


def _answer_to_chunks(base_url: str, chunks: list[bytes]) -> bytes:
    head = b"POST /ideen HTTP/1.1\r\nHost: portal.test\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = b""
    with _line(base_url, "127.0.1.1") as line:
        with suppress(ConnectionError):  # the other side may close while we still send
            line.sendall(head + b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in chunks))
        with suppress(ConnectionError):
            while not _is_whole(answer) and (more := line.recv(65_536)):
                answer += more
    return answer


def _is_whole(answer: bytes) -> bool:
    """The line stays open after it: a browser shows an answer only once all is sent."""
    head, _, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)^content-length: *(\d+)", head, re.MULTILINE)
    return bool(length) and len(body) >= int(length[1])


def _recovered(http: httpx.Client) -> bool:
    for _ in range(100):
        if http.get("/netiquette", timeout=30).status_code == 200:
            return True
        time.sleep(0.1)
    return False
