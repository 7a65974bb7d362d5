"""A migrated, empty database for every test, at the price of a file copy or a few DELETEs."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, make_url, text

from app.db import make_engine
from app.models import metadata
from app.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("TEST_DATABASE_URL", "")


class Kind(StrEnum):
    sqlite = "sqlite"
    postgresql = "postgresql"


USUAL = Kind.postgresql if SERVER else Kind.sqlite
"""What a test runs on that is not marked for both."""


def alembic_config(engine: Engine) -> Config:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["engine"] = engine
    return config


def migrate(engine: Engine, to: str = "head") -> None:
    command.upgrade(alembic_config(engine), to)


class Database(Protocol):
    """One worker's database; `fresh` hands out an engine whose tables are empty."""

    kind: Kind
    url: str

    @contextmanager
    def fresh(self) -> Iterator[Engine]: ...


@contextmanager
def empty_database(kind: Kind, folder: Path, name: str) -> Iterator[str]:
    """The address of a database that nobody has migrated, for commands that do it themselves."""
    if kind is Kind.postgresql:
        with _postgres(name) as url:
            yield url
        return
    yield f"sqlite:///{folder / 'leer.sqlite3'}"


@contextmanager
def engine_of(url: str) -> Iterator[Engine]:
    engine = _engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def scratch() -> Path:
    """Memory where the machine offers it: SQLite syncs to disk at every commit."""
    shm = Path("/dev/shm")
    base = shm if shm.is_dir() and os.access(shm, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="quartier-tests-", dir=base))


class SqliteFiles:
    """Migrated once; every test gets a copy of the file, and the engine's compiled statements."""

    kind = Kind.sqlite

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.sqlite3"
        self._file = folder / "portal.sqlite3"
        self.url = f"sqlite:///{self._file}"
        self._engine = _engine(self.url)
        engine = _engine(f"sqlite:///{self._template}")
        migrate(engine)
        engine.dispose()

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        shutil.copyfile(self._template, self._file)
        try:
            yield self._engine
        finally:
            self._engine.dispose()
            for left in self._file.parent.glob(f"{self._file.name}*"):
                left.unlink()


class PostgresDatabase:
    """One database a worker, migrated once and emptied before each test."""

    kind = Kind.postgresql

    def __init__(self, engine: Engine) -> None:
        self.url = engine.url.render_as_string(hide_password=False)
        self._engine = engine
        migrate(engine)

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        self._empty()
        yield self._engine

    def _empty(self) -> None:
        tables = [table.name for table in metadata.sorted_tables]
        filled = " UNION ALL ".join(
            f"SELECT '{name}' FROM (SELECT 1 FROM {name} LIMIT 1) AS t" for name in tables
        )
        with self._engine.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '15s'"))
            # Triggers refuse DELETE on the append-only tables, for the product and for everyone.
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for name in connection.execute(text(filled)).scalars().all():
                connection.execute(text(f"DELETE FROM {name}"))


class Databases:
    """One of each kind for a worker, made when a test first asks for it."""

    def __init__(self, worker: str, stack: ExitStack) -> None:
        self._worker, self._stack = worker, stack
        self._made: dict[Kind, Database] = {}

    def __getitem__(self, kind: Kind) -> Database:
        if kind not in self._made:
            made = worker_database(self._worker, kind)
            self._made[kind] = self._stack.enter_context(made)
        return self._made[kind]


@contextmanager
def worker_database(worker: str, kind: Kind = USUAL) -> Iterator[Database]:
    if kind is Kind.postgresql:
        with _postgres(worker) as url:
            engine = _engine(url)
            try:
                yield PostgresDatabase(engine)
            finally:
                engine.dispose()
        return
    folder = scratch()
    try:
        yield SqliteFiles(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _postgres(worker: str) -> Iterator[str]:
    """CREATE DATABASE, and DROP it at the end; the process id keeps two runs apart."""
    name = f"quartier_test_{worker}_{os.getpid()}"
    address = make_url(SERVER).set(drivername="postgresql+psycopg")
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
            # No test kills the server, so none has to wait for its disk.
            connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
        yield address.set(database=name).render_as_string(hide_password=False)
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    finally:
        admin.dispose()


def _engine(url: str) -> Engine:
    return make_engine(Settings(_env_file=None, database_url=url, pool_size=25))
