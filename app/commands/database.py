"""Bringing the database to the state that this version of the code needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy import Engine, text

from app.commands.terminal import CommandRefused, console

ROOT = Path(__file__).parents[2]

# Any number will do, as long as all who migrate use the same.
_LOCK = 4_711_070


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
    scripts = ScriptDirectory.from_config(_config(engine))
    with engine.connect() as connection:
        present = set(MigrationContext.configure(connection).get_current_heads())
    known = list(scripts.walk_revisions())
    if unknown := present - {script.revision for script in known}:
        raise CommandRefused(
            f"The database is at {', '.join(sorted(unknown))}, which this version does not know: "
            "start the newer version of the portal."
        )
    done = {s.revision for head in present for s in scripts.iterate_revisions(head, "base")}
    return [script for script in reversed(known) if script.revision not in done]


def check_migrated(engine: Engine) -> None:
    """Raises CommandRefused."""
    if pending(engine):
        raise CommandRefused("The database is not migrated: run `quartier migrate` first.")


def _config(engine: Engine) -> Config:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["engine"] = engine
    return config


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console
    )


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Two that migrate at once wait for each other. SQLite's write lock does that by itself."""
    if engine.dialect.name == "sqlite":
        yield
        return
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
