"""One demo city for all tests of this folder that only look at it."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from tests.demo.city import Seeded, seeded
from tests.support.clock import stopped_clock
from tests.support.database import worker_database


@pytest.fixture(scope="session")
def city(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    with worker_database(f"{worker_id}_city") as database, database.fresh() as engine:
        yield seeded(engine, tmp_path_factory.mktemp("city"), at=stopped_clock())


@pytest.fixture
def rows(city: Seeded) -> Iterator[Session]:
    with city.reading() as session:
        yield session
