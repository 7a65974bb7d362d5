"""Both servers as processes of one worker each, on loopback."""

import base64
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

# What a phone's browser takes; the portal packs its pages for it.
HEADERS = {"accept-encoding": "br, gzip", "accept": "text/html"}


@contextmanager
def portal(database_url: str, folder: Path) -> Iterator[str]:
    port = _free_port()
    environment = {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "bench" * 8,
    }
    main = "from app.cli import main; main()"
    command = [sys.executable, "-c", main, "serve", "--port", str(port)]
    with _running(command, environment, folder / "portal.log"):
        yield _ready(port)


@contextmanager
def bare(portal_address: str, paths: Sequence[str], folder: Path) -> Iterator[str]:
    """Answers what the portal answers now, byte for byte."""
    port = _free_port()
    answers = folder / "answers.json"
    answers.write_text(json.dumps({p: _answer(portal_address + p) for p in paths}))
    command = [sys.executable, "-m", "uvicorn", "bench.bare:app", "--factory", "--no-access-log"]
    command += ["--port", str(port), "--log-level", "warning"]
    with _running(command, {"BENCH_ANSWERS": str(answers)}, folder / "bare.log"):
        yield _ready(port)


def _answer(address: str) -> tuple[dict[str, str], str]:
    with httpx.stream("GET", address, headers=HEADERS, timeout=60, trust_env=False) as answer:
        answer.raise_for_status()
        body = b"".join(answer.iter_raw())
        own = ("date", "server", "content-length")
        headers = {k: v for k, v in answer.headers.items() if k not in own}
    return headers, base64.b64encode(body).decode()


@contextmanager
def _running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _ready(port: int) -> str:
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return f"http://127.0.0.1:{port}"
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"No server at port {port}.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
