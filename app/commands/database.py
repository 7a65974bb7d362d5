"""Bringing the database to the state that this version of the code needs."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from alembic import command
from alembic.config import Config
from alembic.script import Script
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy import Engine, text

from app import revisions
from app.commands.terminal import CommandRefused, console

# Any number will do, as long as all who migrate use the same.
_LOCK = 4_711_070
_PATIENCE = timedelta(hours=1).total_seconds()


def migrate(engine: Engine) -> int:
    """Apply what is missing, step by step; returns how many steps there were."""
    with _alone(engine):
        steps = pending(engine)
        with _progress() as progress:
            task = progress.add_task("Migrating the database", total=len(steps))
            for step in steps:
                progress.update(task, description=f"Migrating: {step.doc or step.revision}")
                command.upgrade(_config(engine), step.revision)
                progress.advance(task)
    return len(steps)


def start_over(engine: Engine) -> None:
    """Take every table away and build them anew: all data is gone."""
    with _alone(engine):
        command.downgrade(_config(engine), "base")
        command.upgrade(_config(engine), "head")


def pending(engine: Engine) -> list[Script]:
    """The migrations that this database lacks, oldest first.

    Raises CommandRefused where it is newer than the code.
    """
    with engine.connect() as connection:
        try:
            return revisions.pending(connection)
        except revisions.NewerDatabase as error:
            raise CommandRefused(
                f"The database is at {error}, which this version does not know: "
                "start the newer version of the portal."
            ) from error


def check_migrated(engine: Engine) -> None:
    """Raises CommandRefused."""
    if pending(engine):
        raise CommandRefused("The database is not migrated: run `quartier migrate` first.")


def _config(engine: Engine) -> Config:
    config = Config(str(revisions.INI))
    config.attributes["engine"] = engine
    return config


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console
    )


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Two that migrate at once wait for each other, from before they look at what is missing."""
    with _alone_with_file(engine) if engine.dialect.name == "sqlite" else _alone_on_server(engine):
        yield


@contextmanager
def _alone_on_server(engine: Engine) -> Iterator[None]:
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})


@contextmanager
def _alone_with_file(engine: Engine) -> Iterator[None]:
    """The lock of a second, empty database beside the file; it ends with its process.

    The write lock of the file itself would not do: each step is a transaction of its own, and one
    that fills large tables may take longer than others wait for a lock.
    """
    database = engine.url.database
    if not database or database == ":memory:":
        yield
        return
    lock = sqlite3.connect(f"{database}-migration", timeout=_PATIENCE, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()
