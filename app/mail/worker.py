"""Delivering what was committed: at least once, each copy with the same Message-ID.

A mail is claimed by moving its next attempt into the future and committing that; only then is the
mail server spoken to, so no lock is held meanwhile. Whoever is killed in between leaves a mail
that becomes due again when its lease ends.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

import structlog
from fastapi import FastAPI
from sqlalchemy import Engine, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.clock import utc_now
from app.db import session_for
from app.mail import delivery
from app.mail.models import Mail, Zustellung
from app.mail.outbox import LINK, one_line
from app.settings import Settings

log = structlog.get_logger()

Links = Callable[[str], str]
"""From a thread (the Vorgangsnummer) to its secret address."""

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MAX_TRIES = 12  # with these pauses a mail server may be away for a day and a half


class Outcome(Enum):
    delivered = auto()
    postponed = auto()
    failed = auto()
    unreachable = auto()


@dataclass
class Counts:
    delivered: int = 0
    postponed: int = 0
    failed: int = 0

    def add(self, outcome: Outcome) -> None:
        self.delivered += outcome is Outcome.delivered
        self.failed += outcome is Outcome.failed
        self.postponed += outcome in (Outcome.postponed, Outcome.unreachable)


def deliver_due(engine: Engine, settings: Settings, *, at: datetime, links: Links) -> Counts:
    """Deliver everything due at `at` (aware UTC), one by one; stops at an unreachable server."""
    counts = Counts()
    while (outcome := deliver_next(engine, settings, at=at, links=links)) is not None:
        counts.add(outcome)
        if outcome is Outcome.unreachable:
            break
    return counts


def deliver_next(
    engine: Engine, settings: Settings, *, at: datetime, links: Links
) -> Outcome | None:
    """Deliver the mail that has been due longest; None when nothing is due."""
    mail = _claim(engine, at=at)
    if mail is None:
        return None
    try:
        link = links(mail.thread) if LINK in mail.text or LINK in mail.html else ""
        delivery.deliver(delivery.compose(mail, settings, link=link), settings)
    except delivery.Undeliverable as error:
        return _give_up(engine, mail, error)
    except delivery.NotNow as error:
        return _try_later(engine, mail, error, at=at)
    except Exception as error:  # one mail that cannot be written must not hold up the others
        log.exception("mail could not be written", thread=mail.thread, mail=mail.id)
        return _try_later(engine, mail, error, at=at)
    return _delivered(engine, mail, at=at)


def run_forever(
    engine: Engine,
    settings: Settings,
    *,
    links: Links,
    stop: threading.Event,
    clock: Callable[[], datetime] = utc_now,
    pause: float = 3.0,
) -> None:
    """Deliver until `stop` is set; `pause` is the wait in seconds when nothing is to be done."""
    target = settings.smtp_host or f"files in {delivery.folder(settings)} (SMTP_HOST is not set)"
    log.info("mail worker started", mails_go_to=target)
    while not stop.is_set():
        try:
            outcome = deliver_next(engine, settings, at=clock(), links=links)
        except SQLAlchemyError as error:
            # Without the statement: its parameters are the mail.
            log.error("mail worker has no database", reason=str(getattr(error, "orig", error)))
            outcome = None
        if outcome is None or outcome is Outcome.unreachable:
            stop.wait(pause)


@contextmanager
def start_in_thread(app: FastAPI, *, links: Links, pause: float = 1.0) -> Iterator[None]:
    """Run the worker beside the portal, for development; ends with the block."""
    stop = threading.Event()
    thread = threading.Thread(
        target=run_forever,
        args=(app.state.engine, app.state.settings),
        kwargs={"links": links, "stop": stop, "clock": app.state.clock, "pause": pause},
        name="mail-worker",
        daemon=True,
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=delivery.TIMEOUT)


def _due(at: datetime) -> SelectOfScalar[Mail]:
    return (
        select(Mail)
        .where(Mail.zustand == Zustellung.wartet, Mail.naechster_versuch_am <= at)
        .order_by(col(Mail.naechster_versuch_am), col(Mail.id))
        .limit(1)
    )


def _claim(engine: Engine, *, at: datetime) -> Mail | None:
    # Looking first without the right to write spares SQLite's one write lock.
    with session_for(engine, write=False) as session:
        if session.exec(_due(at)).first() is None:
            return None
    with session_for(engine, write=True) as session:
        mail = session.exec(_due(at).with_for_update(skip_locked=True)).first()
        if mail is None:
            return None
        mail.versuche += 1
        mail.naechster_versuch_am = at + LEASE
        session.commit()
        return mail


def _delivered(engine: Engine, mail: Mail, *, at: datetime) -> Outcome:
    with session_for(engine, write=True) as session:
        session.execute(
            update(Mail)
            .where(col(Mail.id) == mail.id)
            .values(zustand=Zustellung.zugestellt, zugestellt_am=at, letzter_fehler="")
        )
        session.commit()
    log.info("mail delivered", thread=mail.thread, mail=mail.id, attempt=mail.versuche)
    return Outcome.delivered


def _try_later(engine: Engine, mail: Mail, error: Exception, *, at: datetime) -> Outcome:
    if mail.versuche >= MAX_TRIES:
        return _give_up(engine, mail, error)
    _put_back(engine, mail, error, naechster_versuch_am=at + pause_after(mail.versuche))
    unreachable = isinstance(error, delivery.Unreachable)
    return Outcome.unreachable if unreachable else Outcome.postponed


def _give_up(engine: Engine, mail: Mail, error: Exception) -> Outcome:
    _put_back(engine, mail, error, zustand=Zustellung.gescheitert)
    return Outcome.failed


def _put_back(engine: Engine, mail: Mail, error: Exception, **values: object) -> None:
    with session_for(engine, write=True) as session:
        session.execute(
            update(Mail)
            # Another worker may have brought it through after this one's lease had ended.
            .where(col(Mail.id) == mail.id, col(Mail.zustand) == Zustellung.wartet)
            .values(letzter_fehler=one_line(str(error) or type(error).__name__), **values)
        )
        session.commit()
    # The server's words may name the recipient: they stay in the row and out of the log.
    log.warning(
        "mail not delivered",
        thread=mail.thread,
        mail=mail.id,
        attempt=mail.versuche,
        error=type(error).__name__,
    )


def pause_after(tries: int) -> timedelta:
    """1 minute, 3, 9, 27 … up to 6 hours."""
    factor: int = 3 ** min(tries - 1, 10)
    return min(LONGEST_PAUSE, FIRST_PAUSE * factor)
