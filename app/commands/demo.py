"""The demo city: filled into an empty database, and set back to its beginning."""

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from app.auth.models import Mitarbeiter
from app.clock import utc_now
from app.commands.database import check_migrated, start_over
from app.commands.terminal import CommandRefused, console
from app.db import session_for
from app.demo.seed import seed
from app.history.chain import record
from app.history.models import Step
from app.quartiere.models import Quartier
from app.settings import Settings
from app.vorgaenge.models import Vorgang

# Written after the seed: only a database that bears it may be set back.
MARK = "demo"


def fill(engine: Engine, settings: Settings, *, fresh: bool = False) -> bool:
    """Seed an empty database; with `fresh` set a demo database back to its beginning.

    Returns whether anything was done. Raises CommandRefused in production, and for a database
    that holds anything else.
    """
    if settings.production:
        raise CommandRefused("The demo city does not belong into production.")
    check_migrated(engine)
    with session_for(engine, write=False) as session:
        demo, empty = is_demo(session), is_empty(session)
    if not demo and not empty:
        raise CommandRefused(
            "This database holds other data: the demo city needs an empty one of its own."
        )
    if demo and not fresh:
        return False
    if demo:
        start_over(engine)
    with console.status("Filling the demo city"):
        seed(engine, settings)
        _leave_mark(engine)
    return True


def is_demo(session: Session) -> bool:
    return _any(session, Step, col(Step.thread) == MARK)


def is_empty(session: Session) -> bool:
    return not any(_any(session, table) for table in (Quartier, Mitarbeiter, Vorgang))


def _any(session: Session, table: type[SQLModel], *where: object) -> bool:
    return session.exec(select(table).where(*where).limit(1)).first() is not None  # type: ignore[arg-type]


def _leave_mark(engine: Engine) -> None:
    with session_for(engine, write=True) as session:
        record(session, thread=MARK, step="angelegt", by=None, at=utc_now(), public=False)
        session.commit()
