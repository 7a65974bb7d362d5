"""A seeded demo city for the tests of a module, and what it holds as one fingerprint."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, Table, literal, select
from sqlmodel import Session

from app.db import session_for
from app.demo.seed import Counts, seed
from app.models import metadata
from app.settings import Settings
from tests.support.settings import settings_for

# Random, or made of ids, which another database counts from another number on.
_VARYING = frozenset(
    {
        "id",
        "hash",
        "prev_hash",
        "text_hash",
        "evidence_hash",
        "salt",
        "schluessel",
        "message_id",
        "zufall",
        "link_hash",
        "code_hash",
    }
)
# Filled by whoever logs in, not by the seed.
_NOT_SEEDED = frozenset({"staff_session"})


@dataclass(frozen=True)
class Seeded:
    engine: Engine
    settings: Settings
    counts: Counts
    at: datetime

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with session_for(self.engine, write=False) as session:
            yield session


def seeded(engine: Engine, folder: Path, *, at: datetime) -> Seeded:
    url = engine.url.render_as_string(hide_password=False)
    settings = settings_for(url, folder, demo=True)
    return Seeded(engine, settings, seed(engine, settings, at=at), at)


def fingerprints(engine: Engine) -> dict[str, str]:
    """By table, over the rows in the order in which they were written; pairs of ids are counted."""
    with session_for(engine, write=False) as session:
        return {
            table.name: _fingerprint(session, table)
            for table in metadata.sorted_tables
            if table.name not in _NOT_SEEDED
        }


def _fingerprint(session: Session, table: Table) -> str:
    kept = [c for c in table.columns if c.name not in _VARYING and not c.name.endswith("_id")]
    order = [table.c.id] if "id" in table.c else kept
    query = select(*kept or [literal(1)]).select_from(table).order_by(*order)
    rows = [tuple(map(_plain, row)) for row in session.execute(query)]
    content = rows if "id" in table.c else sorted(rows)
    return hashlib.sha256(repr(content).encode()).hexdigest()


def _plain(value: object) -> str:
    """The history of a person is named by id."""
    text = str(value)
    return "personal" if text.startswith("personal-") else text
