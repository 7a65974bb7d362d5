"""A worker as a process of its own, for tests that kill it: database address, port, data folder."""

import sys
import threading
from pathlib import Path

from app.db import make_engine
from app.mail.worker import run_forever
from tests.support.clock import START
from tests.support.settings import settings_for


def secret_address(thread: str) -> str:
    return f"https://portal.test/vorgang/geheim-{thread}"


def main(database_url: str, port: str, data_dir: str) -> None:
    settings = settings_for(
        database_url, Path(data_dir), smtp_host="127.0.0.1", smtp_port=int(port)
    )
    run_forever(
        make_engine(settings),
        settings,
        links=secret_address,
        stop=threading.Event(),
        clock=lambda: START,
        pause=0.05,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
