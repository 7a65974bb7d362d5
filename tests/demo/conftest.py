"""One demo city for all tests of this folder that only look at it."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from tests.demo.city import Seeded, seeded
from tests.support.clock import stopped_clock
from tests.support.database import SERVER, Database, SqliteFiles


@pytest.fixture(scope="session")
def city_in_a_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    folder = tmp_path_factory.mktemp("city")
    with SqliteFiles(folder).fresh() as engine:
        yield seeded(engine, folder, at=stopped_clock())


@pytest.fixture(scope="module")
def city(
    request: pytest.FixtureRequest,
    database: Database,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Seeded]:
    """On PostgreSQL a worker has one database, which other modules empty."""
    stopped_clock()
    if not SERVER:
        yield request.getfixturevalue("city_in_a_file")
        return
    with database.fresh() as engine:
        yield seeded(engine, tmp_path_factory.mktemp("city"), at=stopped_clock())


@pytest.fixture
def rows(city: Seeded) -> Iterator[Session]:
    with city.reading() as session:
        yield session
