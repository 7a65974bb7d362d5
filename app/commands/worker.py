"""The worker beside the portal: delivers mail, tidies uploads."""

import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine

from app.clock import utc_now
from app.db import session_for
from app.files.janitor import purge_staging
from app.files.store import open_store
from app.mail.worker import Counts, deliver_due, run_forever
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.queries import by_number

log = structlog.get_logger()

_TIDY_EVERY = timedelta(hours=1)


def run_once(engine: Engine, settings: Settings) -> Counts:
    """Everything that is due now, then the end: for cron and for tests."""
    _tidy(engine, settings, at=utc_now())
    return deliver_due(engine, settings, at=utc_now(), links=secret_addresses(engine, settings))


def run(engine: Engine, settings: Settings) -> None:
    """Until SIGTERM or Ctrl-C; a mail in delivery is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    tidier = threading.Thread(target=_tidy_hourly, args=(engine, settings, stop), daemon=True)
    tidier.start()
    run_forever(engine, settings, links=secret_addresses(engine, settings), stop=stop)


def secret_addresses(engine: Engine, settings: Settings) -> Callable[[str], str]:
    """From a Vorgangsnummer to the address that opens the Vorgang now."""

    def address(vorgangsnummer: str) -> str:
        with session_for(engine, write=False) as session:
            vorgang = by_number(session, vorgangsnummer)
        # A Vorgang that was deleted since has no page any more: its mail leads to the portal.
        if vorgang is None:
            return settings.base_url
        return links.address(settings, vorgangsnummer, vorgang.link_stand)

    return address


def _tidy_hourly(engine: Engine, settings: Settings, stop: threading.Event) -> None:
    while not stop.is_set():
        _tidy(engine, settings, at=utc_now())
        stop.wait(_TIDY_EVERY.total_seconds())


def _tidy(engine: Engine, settings: Settings, *, at: datetime) -> None:
    """Never ends the worker: mail matters more than tidiness."""
    try:
        removed = purge_staging(open_store(settings), at=at)
    except Exception:
        log.exception("could not tidy up")
        return
    if removed:
        log.info("tidied up", staged_files=removed)
