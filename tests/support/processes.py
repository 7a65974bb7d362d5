"""The portal as an operator runs it: `quartier …` in processes of their own, over HTTP."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from pydantic import SecretStr

from app.settings import Settings

_ROOT = Path(__file__).resolve().parents[2]


def quartier(*words: str) -> list[str]:
    """The command line that the image's own `quartier` makes of these words."""
    image = (_ROOT / "Dockerfile").read_text(encoding="utf-8")
    (entry,) = re.findall(r"exec /opt/venv/bin/python (.+) \"\$@\"", image)
    return [sys.executable, *entry.split(), *words]


def environment_of(settings: Settings) -> dict[str, str]:
    """What makes `Settings()` in another process the same."""
    found = {}
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        if isinstance(value, (str, int, Path)):
            found[name.upper()] = str(value)
    return found


def start(settings: Settings, *words: str) -> subprocess.Popen[bytes]:
    """`quartier <words>`, with its output in the data folder; for whoever ends it."""
    log = settings.data_dir / f"{words[0]}.log"
    with log.open("ab") as output:
        return subprocess.Popen(
            quartier(*words),
            cwd=settings.data_dir,
            env=os.environ | environment_of(settings) | {"PYTHONPATH": str(_ROOT)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )


@contextmanager
def running(settings: Settings, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    process = start(settings, *words)
    try:
        yield process
    finally:
        end(process)


@contextmanager
def serving(settings: Settings, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """`quartier serve` at the port of `settings.base_url`, ready to answer."""
    port = settings.base_url.rpartition(":")[2]
    with running(settings, "serve", "--port", port, *options) as process:
        wait_for(f"{settings.base_url}/readyz", process, settings.data_dir / "serve.log")
        yield process


def run(settings: Settings, *words: str) -> str:
    """`quartier <words>` to its end; returns what it says. Raises AssertionError on failure."""
    done = subprocess.run(
        quartier(*words),
        cwd=settings.data_dir,
        env=os.environ | environment_of(settings) | {"PYTHONPATH": str(_ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"quartier {' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        with suppress(httpx.TransportError):
            if httpx.get(address, timeout=5, trust_env=False).is_success:
                return
        time.sleep(0.1)
    raise AssertionError(f"no answer at {address}: {log.read_text(errors='replace')[-2000:]}")
