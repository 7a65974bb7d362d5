"""The worker beside the portal: delivers mail, and does what the features have for it to do."""

import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine

from app.casework.door import Features
from app.casework.sweeping import nightly
from app.clock import utc_now
from app.db import session_for
from app.features import FEATURES
from app.mail.models import Mail
from app.mail.worker import Counts, deliver_due, run_forever
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.overtaken import is_overtaken
from app.vorgaenge.queries import by_number, senders_zugang

log = structlog.get_logger()

_JOBS_EVERY = timedelta(hours=1)


def run_once(engine: Engine, settings: Settings, features: Features = FEATURES) -> Counts:
    """Everything that is due now, then the end: for cron and for tests."""
    _do_jobs(engine, settings, features, at=utc_now())
    return deliver_due(
        engine,
        settings,
        at=utc_now(),
        links=secret_addresses(engine, settings),
        overtaken=overtaken_mails(engine, features),
    )


def run(engine: Engine, settings: Settings, features: Features = FEATURES) -> None:
    """Until SIGTERM or Ctrl-C; a mail in delivery is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    arguments = (engine, settings, features, stop)
    threading.Thread(target=_do_jobs_hourly, args=arguments, daemon=True).start()
    run_forever(
        engine,
        settings,
        links=secret_addresses(engine, settings),
        overtaken=overtaken_mails(engine, features),
        stop=stop,
    )


def secret_addresses(engine: Engine, settings: Settings) -> Callable[[str], str]:
    """From a Vorgangsnummer to the address that opens the Vorgang now."""

    def address(vorgangsnummer: str) -> str:
        with session_for(engine, write=False) as session:
            vorgang = by_number(session, vorgangsnummer)
            # What was deleted or emptied since has no page any more: its mail leads to the portal.
            if vorgang is None or vorgang.geloescht_am:
                return settings.base_url
            return links.address(settings, senders_zugang(session, vorgang))

    return address


def overtaken_mails(engine: Engine, features: Features = FEATURES) -> Callable[[Mail], bool]:
    """Whether a mail that has waited is not true any more."""

    def overtaken(mail: Mail) -> bool:
        with session_for(engine, write=False) as session:
            return is_overtaken(features, session, mail)

    return overtaken


def _do_jobs_hourly(
    engine: Engine, settings: Settings, features: Features, stop: threading.Event
) -> None:
    while not stop.is_set():
        _do_jobs(engine, settings, features, at=utc_now())
        stop.wait(_JOBS_EVERY.total_seconds())


def _do_jobs(engine: Engine, settings: Settings, features: Features, *, at: datetime) -> None:
    """None of them ends the worker or keeps another from its turn: mail matters more."""
    for job in (*features.jobs, nightly(features)):
        try:
            done = job.run(engine, settings, at)
        except Exception:
            log.exception("job failed", job=job.name)
            continue
        if done:
            log.info("job done", job=job.name, count=done)
