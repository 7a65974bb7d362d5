"""Fixtures of every test; what they are made of stands in tests/support/."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.db import session_for
from app.settings import Settings
from tests.support.app import WorkersApp
from tests.support.capabilities import chromium, in_ci, redis_server
from tests.support.client import PortalClient
from tests.support.clock import FixedNow, stopped_clock
from tests.support.database import SERVER, USUAL, Database, Databases, Kind
from tests.support.people import log_in
from tests.support.settings import forget_environment, settings_for
from tests.support.shuffle import shuffle
from tests.support.size import SEED

forget_environment()
# Looking for cycles after every 700 objects costs nearly a tenth of the suite's time.
gc.set_threshold(50_000, 20, 20)

# Folders that set up a whole city, and a browser: one worker does it, for all tests in them.
_TOGETHER = ("demo", "journeys")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Where there is a PostgreSQL, a test runs there; on SQLite too, if it is marked `both`."""
    if "kind" in metafunc.fixturenames and (kinds := _kinds_of(metafunc.definition)):
        metafunc.parametrize("kind", kinds, ids=str, indirect=True)


def _kinds_of(test: pytest.Item) -> list[Kind]:
    """Empty: the usual one, which its name need not tell."""
    if test.get_closest_marker("sqlite"):
        return [Kind.sqlite]
    return list(Kind) if SERVER and test.get_closest_marker("both") else []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a Chromium browser tests are left out, except in CI, and likewise those that need a
    Redis; `make test` tells of it."""
    for item in items:
        if item.path.parent.name in _TOGETHER:
            item.add_marker(pytest.mark.xdist_group(item.path.parent.name))
    if SEED:
        shuffle(items, SEED)
    if in_ci():
        return
    present = {"browser": chromium(), "redis": redis_server()}
    absent = {marker for marker, path in present.items() if path is None}
    left_out = [item for item in items if absent & set(item.keywords)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not absent & set(item.keywords)]


@pytest.fixture(scope="session")
def databases(worker_id: str) -> Iterator[Databases]:
    with ExitStack() as stack:
        yield Databases(worker_id, stack)


@pytest.fixture(scope="module")
def kind(request: pytest.FixtureRequest) -> Kind:
    """Of database. A module's tests run on the one, then on the other."""
    return getattr(request, "param", USUAL)


@pytest.fixture
def database(kind: Kind, databases: Databases) -> Database:
    return databases[kind]


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    """Migrated, and empty at the start of each test."""
    with database.fresh() as engine:
        yield engine


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    """Change some: `@pytest.fixture def settings(settings): return settings.model_copy(…)`."""
    return settings_for(database.url, tmp_path)


@pytest.fixture(autouse=True)
def now() -> FixedNow:
    """The present for app, factories and test; `now = now.advance(days=3)` moves it."""
    return stopped_clock()


@pytest.fixture
def session(engine: Engine, settings: Settings, now: FixedNow) -> Iterator[Session]:
    """For arranging and looking: commit what you change; each request ends its transaction."""
    with session_for(engine, write=True) as session:
        session.info["settings"] = settings
        yield session


@pytest.fixture(scope="session")
def workers_app() -> WorkersApp:
    return WorkersApp()


@pytest.fixture(scope="session")
def event_loop_thread() -> Iterator[BlockingPortal]:
    """Where the app runs; starting one for each test would cost a thread and its workers."""
    with start_blocking_portal("asyncio") as thread:
        yield thread


@pytest.fixture
def app(workers_app: WorkersApp, engine: Engine, settings: Settings, now: FixedNow) -> FastAPI:
    """Shared by the tests of a worker: whoever adds routes to one takes a `new_app`."""
    return workers_app.prepare(settings, engine)


@pytest.fixture
def client(app: FastAPI, session: Session, event_loop_thread: BlockingPortal) -> PortalClient:
    """A resident without cookies."""
    client = PortalClient(app, session=session)
    client.portal = event_loop_thread
    return client


@pytest.fixture
def login(
    client: PortalClient, session: Session, settings: Settings
) -> Callable[[Mitarbeiter], PortalClient]:
    """`login(person)` is a client of its own, with that person's session."""
    return lambda person: log_in(client.another(), session, settings, person)
