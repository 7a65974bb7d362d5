"""Many people pressing the same button at once: real connections, one start signal."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine
from sqlmodel import Session

from app.db import session_for
from app.errors import DomainError


def at_once(engine: Engine, deeds: list[Callable[[Session], object]]) -> list[str]:
    """Each deed in its own thread and transaction; "" where it was committed, else the refusal.

    Anything but a DomainError is raised: a deadlock or a lock timeout is a failed test.
    """
    barrier = Barrier(len(deeds))

    def run(deed: Callable[[Session], object]) -> str:
        barrier.wait(timeout=60)
        with session_for(engine, write=True) as session:
            try:
                deed(session)
                session.commit()
            except DomainError as refusal:
                return refusal.reason
        return ""

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
