"""Store and database compared, and the staging area swept."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from app.files.intake import LIFETIME
from app.files.models import Datei
from app.files.store import PERMANENT, SIZES, STAGING, Store, path

# Younger objects may belong to a transaction that is not committed yet.
_GRACE = timedelta(hours=24)
# No reference that is still good may point to an object that is gone.
_STAGING_LIFETIME = LIFETIME + timedelta(hours=1)


def orphans(session: Session, store: Store, *, at: datetime) -> list[str]:
    """One English sentence for each object without a row and each row without an object."""
    # Rows first: what is attached meanwhile then shows up as an object too young to count.
    expected = dict(_expected(session))
    found = dict(store.listed(PERMANENT))
    missing = [
        f"file of {thread}: {p} is missing" for p, thread in expected.items() if p not in found
    ]
    left = [
        f"file {p} belongs to nothing"
        for p, written in found.items()
        if p not in expected and at - written > _GRACE
    ]
    return sorted(missing) + sorted(left)


def left_staged(store: Store, *, at: datetime) -> list[str]:
    """What was staged and never attached, by its path."""
    return [p for p, written in store.listed(STAGING) if at - written > _STAGING_LIFETIME]


def purge_staging(store: Store, *, at: datetime) -> int:
    """Delete it; returns how many objects."""
    old = left_staged(store, at=at)
    store.delete(old)
    return len(old)


def _expected(session: Session) -> Iterator[tuple[str, str]]:
    query = select(col(Datei.schluessel), col(Datei.art), col(Datei.thread)).order_by(col(Datei.id))
    for schluessel, art, thread in session.exec(query.execution_options(yield_per=1000)):
        for size in SIZES[art]:
            yield path(schluessel, size), thread
