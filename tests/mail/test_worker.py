"""Workers that are killed, that work side by side, and that are told to stop."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import SQLModel, col, select, update

from app.db import make_engine, session_for
from app.mail.models import Mail, Zustellung
from app.mail.outbox import queue
from app.mail.worker import LEASE, Counts, deliver_due, run_forever, start_in_thread
from app.settings import Settings
from tests.mail.run_worker import secret_address
from tests.support.clock import FixedNow
from tests.support.smtp import Inbox, free_port, mail_server

pytestmark = pytest.mark.both

ROOT = Path(__file__).resolve().parents[2]

Queued = Callable[..., Mail]
Deliver = Callable[..., Counts]
Reloaded = Callable[[Mail], Mail]


@contextmanager
def worker_process(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.mail.run_worker",
            settings.database_url,
            str(settings.smtp_port),
            str(settings.data_dir),
        ],
        cwd=ROOT,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def eventually(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_killed_between_sending_and_marking_the_same_mail_goes_out_again(
    settings: Settings, queued: Queued, reloaded: Reloaded, deliver: Deliver, inbox: Inbox
) -> None:
    mail, other = queued("Erste"), queued("Zweite")
    with worker_process(settings) as process:

        def kill_before_answering(message: EmailMessage, recipients: list[str]) -> str:
            os.kill(process.pid, signal.SIGKILL)
            process.wait(timeout=10)
            return "250 OK"

        inbox.answer = kill_before_answering
        assert process.wait(timeout=60) == -signal.SIGKILL
    eventually(lambda: len(inbox.mails) == 1)
    assert reloaded(mail).zustand is Zustellung.wartet

    inbox.answer = lambda message, recipients: None
    assert deliver() == Counts(delivered=1), "the killed worker's mail is still under its lease"
    assert deliver(LEASE) == Counts(delivered=1)
    first, second, third = inbox.mails
    assert first["Message-ID"] == third["Message-ID"]
    assert first.as_bytes() == third.as_bytes()
    assert "Zweite" in second["Subject"]
    assert {reloaded(m).zustand for m in (mail, other)} == {Zustellung.zugestellt}


def test_killed_before_sending_the_mail_goes_out_once(
    settings: Settings, queued: Queued, deliver: Deliver, inbox: Inbox
) -> None:
    queued()
    with worker_process(settings) as process:

        def kill(address: str) -> str:
            os.kill(process.pid, signal.SIGKILL)
            process.wait(timeout=10)
            return "451 zu spät"

        inbox.answer_to = kill
        assert process.wait(timeout=60) == -signal.SIGKILL
    inbox.answer_to = lambda address: None
    assert deliver(LEASE) == Counts(delivered=1)
    assert len(inbox.mails) == 1


def test_two_processes_and_two_threads_deliver_each_mail_once(
    engine: Engine,
    settings: Settings,
    queued: Queued,
    inbox: Inbox,
    now: FixedNow,
) -> None:
    for n in range(40):
        queued(f"Nummer {n}")

    def work() -> None:
        deliver_due(engine, settings, at=now, links=secret_address)

    with worker_process(settings), worker_process(settings):
        eventually(lambda: len(inbox.mails) >= 1)
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        waiting = select(Mail.id).where(Mail.zustand == Zustellung.wartet)

        def all_marked() -> bool:
            with session_for(engine, write=False) as looking:
                return looking.exec(waiting).first() is None

        eventually(all_marked)
    counts = Counter(message["Message-ID"] for message in inbox.mails)
    assert len(counts) == 40
    assert set(counts.values()) == {1}


def test_no_lock_is_held_while_the_mail_server_thinks(
    engine: Engine,
    settings: Settings,
    queued: Queued,
    deliver: Deliver,
    inbox: Inbox,
    now: FixedNow,
) -> None:
    queued("Erste")
    wrote = []

    def write_meanwhile(message: EmailMessage, recipients: list[str]) -> None:
        with session_for(engine, write=True) as other:
            other.execute(update(Mail).where(col(Mail.versuche) == 1).values(betreff="Anders"))
            other.commit()
            wrote.append(True)

    inbox.answer = write_meanwhile
    assert deliver() == Counts(delivered=1)
    assert wrote == [True]


def test_a_late_failure_does_not_overwrite_a_delivery(
    engine: Engine,
    settings: Settings,
    queued: Queued,
    reloaded: Reloaded,
    deliver: Deliver,
    inbox: Inbox,
    now: FixedNow,
) -> None:
    """A worker slower than its lease: another one has delivered the mail in the meantime."""
    mail = queued()
    with mail_server() as second:
        elsewhere = settings.model_copy(update={"smtp_port": second.port})

        def overtaken(message: EmailMessage, recipients: list[str]) -> str:
            deliver_due(engine, elsewhere, at=now + LEASE, links=secret_address)
            return "554 zu spät"

        inbox.answer = overtaken
        deliver()
        assert len(second.mails) == 1
    assert reloaded(mail).zustand is Zustellung.zugestellt


def test_a_worker_outlives_a_database_that_is_not_ready(
    settings: Settings, inbox: Inbox, tmp_path: Path, now: FixedNow
) -> None:
    unready = make_engine(
        settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'neu.sqlite3'}"})
    )
    stop = threading.Event()
    rounds: list[bool] = []

    def clock() -> FixedNow:
        rounds.append(True)
        return now

    thread = threading.Thread(
        target=run_forever,
        args=(unready, settings),
        kwargs={"links": secret_address, "stop": stop, "clock": clock, "pause": 0.01},
    )
    thread.start()
    eventually(lambda: len(rounds) > 2)
    SQLModel.metadata.tables["mail"].create(unready)
    with session_for(unready, write=True) as session:
        queue(
            session,
            to="a@beispiel.de",
            template="probe",
            thread="I-1",
            sprache="de",
            at=now,
            titel="Bank",
        )
        session.commit()
    eventually(lambda: len(inbox.mails) == 1)
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
    unready.dispose()


def test_beside_the_portal_it_delivers_and_ends_with_it(
    app: FastAPI, queued: Queued, inbox: Inbox
) -> None:
    with start_in_thread(app, links=secret_address, pause=0.01):
        names = [thread.name for thread in threading.enumerate()]
        assert "mail-worker" in names
        queued()
        eventually(lambda: len(inbox.mails) == 1)
    assert "mail-worker" not in [thread.name for thread in threading.enumerate()]


def test_a_wrong_port_does_not_stop_the_portal_from_stopping(
    app: FastAPI, settings: Settings, queued: Queued
) -> None:
    app.state.settings = settings.model_copy(update={"smtp_port": free_port()})
    queued()
    started = time.monotonic()
    with start_in_thread(app, links=secret_address):
        pass
    assert time.monotonic() - started < 5
