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
from functools import partial

import structlog
from fastapi import FastAPI
from sqlalchemy import Engine, delete, update
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
Overtaken = Callable[[Mail], bool]
"""Whether what a mail says is not so any more."""

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MAX_TRIES = 12  # with these pauses a mail server may be away for a day and a half


class Outcome(Enum):
    delivered = auto()
    postponed = auto()
    failed = auto()
    unreachable = auto()
    dropped = auto()


@dataclass
class Counts:
    delivered: int = 0
    postponed: int = 0
    failed: int = 0

    def add(self, outcome: Outcome) -> None:
        self.delivered += outcome is Outcome.delivered
        self.failed += outcome is Outcome.failed
        self.postponed += outcome in (Outcome.postponed, Outcome.unreachable)


def never(_mail: Mail) -> bool:
    return False


def deliver_due(
    engine: Engine,
    settings: Settings,
    *,
    at: datetime,
    links: Links,
    overtaken: Overtaken = never,
) -> Counts:
    """Deliver everything due at `at` (aware UTC), one by one; stops at an unreachable server."""
    counts = Counts()
    deliver = partial(deliver_next, engine, settings, at=at, links=links, overtaken=overtaken)
    while (outcome := deliver()) is not None:
        counts.add(outcome)
        if outcome is Outcome.unreachable:
            break
    return counts


def deliver_next(
    engine: Engine,
    settings: Settings,
    *,
    at: datetime,
    links: Links,
    overtaken: Overtaken = never,
) -> Outcome | None:
    """Deliver the mail that has been due longest, or drop it where time has overtaken it; None when
    nothing is due."""
    mail = _claim(engine, at=at)
    if mail is None:
        return None
    try:
        if overtaken(mail):
            return _drop(engine, mail)
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
    overtaken: Overtaken = never,
    clock: Callable[[], datetime] = utc_now,
    pause: float = 3.0,
) -> None:
    """Deliver until `stop` is set; `pause` is the wait in seconds when nothing is to be done."""
    target = settings.smtp_host or f"files in {delivery.folder(settings)} (SMTP_HOST is not set)"
    log.info("mail worker started", mails_go_to=target)
    while not stop.is_set():
        try:
            outcome = deliver_next(engine, settings, at=clock(), links=links, overtaken=overtaken)
        except SQLAlchemyError as error:
            # Without the statement: its parameters are the mail.
            log.error("mail worker has no database", reason=str(getattr(error, "orig", error)))
            outcome = None
        if outcome is None or outcome is Outcome.unreachable:
            stop.wait(pause)


@contextmanager
def start_in_thread(
    app: FastAPI, *, links: Links, overtaken: Overtaken = never, pause: float = 1.0
) -> Iterator[None]:
    """Run the worker beside the portal, for development; ends with the block."""
    stop = threading.Event()
    thread = threading.Thread(
        target=run_forever,
        args=(app.state.engine, app.state.settings),
        kwargs={
            "links": links,
            "overtaken": overtaken,
            "stop": stop,
            "clock": app.state.clock,
            "pause": pause,
        },
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


def _drop(engine: Engine, mail: Mail) -> Outcome:
    with session_for(engine, write=True) as session:
        session.execute(delete(Mail).where(col(Mail.id) == mail.id))
        session.commit()
    log.info("mail overtaken", thread=mail.thread, mail=mail.id)
    return Outcome.dropped


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
