"""However many Ideen there are, a page of the list is read from an index in its order."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from tests.support.client import PortalClient
from tests.support.factories import ein_quartier
from tests.support.queries import queries

pytestmark = pytest.mark.sqlite  # SQLite says in a word whether it sorts; PostgreSQL weighs costs


@pytest.mark.parametrize(
    "address",
    [
        "/ideen",
        "/ideen?sortierung=alt",
        "/ideen?quartier=heslach",
        "/ideen?thema=umwelt",
        "/ideen?stand=umsetzbar",
        "/quartiere/heslach",
    ],
)
def test_no_list_of_ideen_is_sorted_anew(
    client: PortalClient, session: Session, engine: Engine, address: str
) -> None:
    ein_quartier(session, slug="heslach")
    with queries(engine) as seen:
        assert client.get(address).status_code == 200
    lists = [s for s in seen.statements if "FROM idee" in s and "ORDER BY" in s]
    assert lists
    for statement in lists:
        with engine.connect() as connection:
            plan = connection.connection.cursor()
            plan.execute(f"EXPLAIN QUERY PLAN {statement}", [None] * statement.count("?"))
            told = "; ".join(str(row[-1]) for row in plan.fetchall())
        assert "TEMP B-TREE" not in told, f"{told}: {statement}"
