"""What the database refuses of Sammlungen, one insert each."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.sammlungen.models import MOST, Sammlung
from tests.sammlungen.example import a_sammlung
from tests.support import constraints
from tests.support.clock import START
from tests.support.constraints import Values, copy_of
from tests.support.factories import ein_quartier

pytestmark = pytest.mark.both

(TABLE,) = constraints.tables_of(Sammlung).values()

CHECKS: dict[str, list[Values]] = {
    "ck_sammlung_hoechstens": [{"hoechstens": 0}, {"hoechstens": MOST + 1}],
    "ck_sammlung_eingegangen": [{"eingegangen": -1}, {"eingegangen": 101}],
    "ck_sammlung_gilt_bis": [{"gilt_bis": START}, {"gilt_bis": START - timedelta(hours=1)}],
}


@pytest.fixture
def row(session: Session) -> Values:
    return copy_of(a_sammlung(session, ein_quartier(session))) | {"kurz": "another"}


@pytest.mark.parametrize("name", CHECKS)
def test_check(session: Session, row: Values, name: str) -> None:
    for change in CHECKS[name]:
        constraints.assert_refused(session, TABLE, row | change, name)


def test_every_check_has_its_insert() -> None:
    assert set(CHECKS) == set(constraints.named_checks(TABLE))


def test_keys_and_the_short_name(session: Session, row: Values) -> None:
    for column in constraints.foreign_keys(TABLE):
        constraints.assert_foreign_key_refused(session, TABLE, row, column)
    kurz = session.exec(select(Sammlung.kurz)).one()
    assert constraints.uniques(TABLE) == [("kurz",)]
    constraints.assert_refused(session, TABLE, row | {"kurz": kurz}, "(?i)unique")
