"""The demo city: filled into an empty database, and set back to its beginning."""

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.commands.database import check_migrated, start_over
from app.commands.terminal import CommandRefused, console
from app.db import session_for
from app.demo.seed import MARK, is_empty, seed
from app.files.store import PERMANENT, STAGING, Store, open_store
from app.history.models import Step
from app.settings import Settings


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
        _forget_files(open_store(settings))
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("Filling the demo city", total=None)
        seed(engine, settings, progress=lambda n, all_: bar.update(task, completed=n, total=all_))
    return True


def _forget_files(store: Store) -> None:
    for folder in (PERMANENT, STAGING):
        store.delete([path for path, _written in store.listed(folder)])


def is_demo(session: Session) -> bool:
    """Only a database that bears the mark may be set back."""
    return session.exec(select(Step.id).where(col(Step.thread) == MARK)).first() is not None
