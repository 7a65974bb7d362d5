"""At which migration a database stands, compared with those that the code knows."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection

INI = Path(__file__).parents[1] / "alembic.ini"


class NewerDatabase(Exception):
    """The database was migrated by a later version of the code; `revisions` are what it bears."""

    def __init__(self, revisions: set[str]) -> None:
        super().__init__(", ".join(sorted(revisions)))
        self.revisions = revisions


def pending(connection: Connection) -> list[Script]:
    """The migrations that this database lacks, oldest first. Raises NewerDatabase."""
    present = set(MigrationContext.configure(connection).get_current_heads())
    scripts = _scripts()
    revisions = list(scripts.walk_revisions())
    if unknown := present - {script.revision for script in revisions}:
        raise NewerDatabase(unknown)
    done = {s.revision for head in present for s in scripts.iterate_revisions(head, "base")}
    return [script for script in reversed(revisions) if script.revision not in done]


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(Config(str(INI)))
