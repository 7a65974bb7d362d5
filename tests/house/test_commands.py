"""The commands that the image, compose.yaml and the Makefile call, as the processes they are."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import yaml
from sqlalchemy import Engine, text
from sqlmodel import select

from app.auth.models import Mitarbeiter
from app.cli import app as cli
from app.clock import utc_now
from app.db import make_engine, session_for
from app.history.models import Step
from app.settings import Betreiber, Settings
from tests.house.source import ROOT
from tests.support import processes
from tests.support.database import Kind, empty_database
from tests.support.each import each

PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "f" * 64,
    "BASE_URL": "https://quartiere.stadt.example",
    "OIDC_ISSUER": "https://anmeldung.stadt.example",
    "OIDC_CLIENT_SECRET": "geheim",
    "SMTP_HOST": "mail.stadt.example",
    "BETREIBER__NAME": "Stadt Beispielhausen",
    "BETREIBER__EMAIL": "quartiere@beispielhausen.de",
    "BETREIBER__DATENSCHUTZ_EMAIL": "datenschutz@beispielhausen.de",
    "BETREIBER__BARRIERE_EMAIL": "barrierefrei@beispielhausen.de",
}
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def url(kind: Kind, tmp_path: Path, worker_id: str) -> Iterator[str]:
    with empty_database(kind, tmp_path, f"befehl_{worker_id}") as url:
        yield url


@pytest.fixture
def environment(url: str, tmp_path: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "SSL_CERT_FILE")}
    return {**kept, "DATABASE_URL": url, "DATA_DIR": str(tmp_path), "COLUMNS": "200"}


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    def run(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            processes.quartier(*words),
            cwd=ROOT,
            env=environment | changes,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def stored(url: str) -> Iterator[Engine]:
    engine = make_engine(Settings(_env_file=None, database_url=url))
    yield engine
    engine.dispose()


def _assert_refused(done: subprocess.CompletedProcess[str], words: str) -> None:
    """One sentence on stderr and exit code 1: no traceback, nothing else."""
    assert done.returncode == 1, done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("quartier: ")
    assert words in lines[0]


def test_files_call_only_commands_that_exist() -> None:
    known = {command.name or command.callback.__name__ for command in cli.registered_commands}
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    ours = [s for s in compose["services"].values() if s["image"] == "quartiersportal"]
    called = [service["command"] for service in ours]
    assert [words[0] for words in called] == ["quartier"] * len(called)
    names = {words[1] for words in called}
    for file in ("Dockerfile", "Makefile"):
        text = (ROOT / file).read_text(encoding="utf-8")
        names |= set(re.findall(r"(?:/quartier |\"quartier\", \")([a-z]+)", text))
    assert names >= {"migrate", "serve", "worker", "dev", "seed"}
    assert names <= known


def test_compose_names_only_settings() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    operator = {f"BETREIBER__{name.upper()}" for name in Betreiber.model_fields}
    settings = {name.upper() for name in Settings.model_fields} - {"BETREIBER"} | operator
    portal = compose["services"]["portal-1"]
    assert set(portal["environment"]) <= settings
    for name in operator:
        assert portal["environment"][name].startswith(f"${{{name}:?"), "not asked for"
    assert portal["read_only"] is True


@pytest.mark.both
def test_migrate_then_worker_and_check(run: Run) -> None:
    first = run("migrate", **PRODUCTION)
    assert (first.returncode, first.stderr) == (0, "")
    assert "applied" in first.stdout
    again = run("migrate", **PRODUCTION)
    assert "up to date" in again.stdout
    for places in ("23 Stadtbezirke and 152 Stadtteile", "0 Stadtbezirke and 0 Stadtteile"):
        assert places in run("stadtteile", **PRODUCTION).stdout
    worker = run("worker", "--once", **PRODUCTION)
    assert worker.returncode == 0, worker.stderr
    assert "0 delivered, 0 postponed, 0 failed." in worker.stdout
    assert "goes on 1000 further" in run("restored", **PRODUCTION).stdout
    check = run("check", **PRODUCTION)
    assert check.returncode == 0, check.stdout + check.stderr


@pytest.mark.both
def test_check_says_what_is_wrong(run: Run, stored: Engine) -> None:
    run("migrate")
    with session_for(stored, write=True) as session:
        session.add(
            Step(
                thread="I-2026-00001",
                seq=1,
                step="einreichen",
                actor_kind="resident",
                at=utc_now(),
                prev_hash="0" * 64,
                hash="f" * 64,
            )
        )
        session.commit()
    done = run("check")
    assert "history of I-2026-00001: step 1 does not match its hash" in done.stdout
    _assert_refused(done, "1 found wrong")


@pytest.mark.both
def test_serve_refuses_a_database_that_is_not_migrated(run: Run) -> None:
    _assert_refused(run("serve", "--port", str(_free_port())), "not migrated")


@each(
    ("changes", "words"),
    [
        ({**PRODUCTION, "SECRET_KEY": ""}, "SECRET_KEY"),
        ({**PRODUCTION, "OIDC_ISSUER": ""}, "login provider"),
        ({**PRODUCTION, "DEMO": "true"}, "DEMO"),
        ({**PRODUCTION, "BETREIBER__NAME": Betreiber().name}, "BETREIBER__NAME"),
        ({**PRODUCTION, "BETREIBER__BARRIERE_EMAIL": "hilfe@stadt.example"}, "BETREIBER__"),
        ({"POOL_SIZE": "viele"}, "POOL_SIZE"),
    ],
)
def test_serve_refuses_with_one_sentence(run: Run, changes: dict[str, str], words: str) -> None:
    _assert_refused(run("serve", "--port", str(_free_port()), **changes), words)


def test_seed_refuses_production(run: Run) -> None:
    _assert_refused(run("seed", **PRODUCTION), "production")


@pytest.mark.both
def test_invite_makes_the_first_administration(run: Run, stored: Engine) -> None:
    words = ("staff", "invite", "--name", "Ada Klein", "--email", "Ada.Klein@stadt.example")
    run("migrate")
    done = run(*words, "--rolle", "administration")
    assert done.returncode == 0, done.stderr
    with session_for(stored, write=False) as session:
        assert session.exec(select(Mitarbeiter)).one().email == "ada.klein@stadt.example"
    _assert_refused(run(*words, "--rolle", "quartierskoordination"), "--ort")
    _assert_refused(run(*words, "--rolle", "kasse", "--ort", "heslach"), "whole city")


def test_aufraeumen_says_by_its_exit_code_whether_all_went_well(run: Run, stored: Engine) -> None:
    run("migrate")
    assert run("aufraeumen").returncode == 0
    with stored.begin() as connection:
        connection.execute(text("DROP TABLE nachricht"))
    broken = run("aufraeumen")
    assert broken.returncode == 1
    assert "failed, see the log" in broken.stdout


@pytest.mark.both
@pytest.mark.parametrize("workers", ["1", "2"])
def test_serve_answers_and_ends_on_sigterm(
    run: Run, environment: dict[str, str], workers: str
) -> None:
    run("migrate")
    port = _free_port()
    environment |= {"WORKERS": workers}
    process = subprocess.Popen(
        processes.quartier("serve", "--port", str(port)), cwd=ROOT, env=environment
    )
    try:
        _wait_for(lambda: _answers(f"http://127.0.0.1:{port}/readyz"))
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) in (0, -signal.SIGTERM)
    finally:
        process.kill()


@pytest.mark.sqlite
@each("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_dev_starts_everything_and_ends_it(
    environment: dict[str, str], tmp_path: Path, end: signal.Signals
) -> None:
    """The first start fills in the demo city, the others go on with it."""
    port, oidc_port = _free_port(), _free_port()
    environment |= {"PORT": str(port), "OIDC_PORT": str(oidc_port)}
    provider = f"http://127.0.0.1:{oidc_port}/.well-known/openid-configuration"
    output = tmp_path / "ausgabe"
    with output.open("wb") as file:
        process = subprocess.Popen(
            processes.quartier("dev"), cwd=ROOT, env=environment, stdout=file
        )
    try:
        _wait_for(lambda: _answers(f"http://127.0.0.1:{port}/readyz"), seconds=300)
        assert _answers(provider)
        _wait_for(lambda: "Ctrl-C" in output.read_text())
        told = output.read_text()
        assert f"http://localhost:{port}" in told
        assert "Renate Schweikhardt" in told
        assert f"http://localhost:{port}/vorfuehrung" in told
        _in_and_out_by_one_press(f"http://localhost:{port}", PRESSED[end])
        process.send_signal(end)
        process.wait(timeout=30)
        _wait_for(lambda: not _answers(provider))
    finally:
        process.kill()


# Each start has a provider at another port, and a person belongs to the first one that named them.
PRESSED = {
    signal.SIGINT: "bezirk-sued",
    signal.SIGTERM: "koordination-heslach",
    signal.SIGKILL: "gesamtkoordination",
}


def _in_and_out_by_one_press(portal: str, person: str) -> None:
    """Over the provider's process, and on no page of it."""
    with httpx.Client(base_url=portal, follow_redirects=True, trust_env=False) as browser:
        assert "Als Jule Hagenlocher, Quartierskoordination" in browser.get("/vorfuehrung").text
        pressed = {"person": person, "next": "/intern/antraege"}
        page = browser.post("/intern/anmeldung", data=pressed)
        assert (page.url.path, page.status_code) == ("/intern/antraege", 200)
        assert "Abmelden" in page.text
        assert [urlsplit(str(step.url)).path for step in page.history][1] == "/oauth2/authorize"
        assert "Sie sind abgemeldet" in browser.post("/intern/abmeldung").text
        unknown = browser.post("/intern/anmeldung", data=pressed | {"person": "wer-ist-das"})
        assert unknown.url.path == "/intern/anmeldung"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5, trust_env=False).is_success
    except httpx.TransportError:
        return False


def _wait_for(fulfilled: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not fulfilled():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
