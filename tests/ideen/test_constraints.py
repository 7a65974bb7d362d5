"""What the database refuses of answers, one insert each."""

import pytest
from sqlmodel import Session

from app.ideen.antwort import Antwort, Antwortgrund, Machbar
from app.ideen.status import Ideenstatus
from tests.support import constraints
from tests.support.constraints import Values, copy_of
from tests.support.factories import eine_antwort, eine_idee, eine_mitarbeiterin

pytestmark = pytest.mark.both

(TABLE,) = constraints.tables_of(Antwort).values()

CHECKS: dict[str, list[Values]] = {
    "ck_antwort_nummer": [{"nummer": 0}],
    "ck_antwort_text": [{"text": ""}, {"text": "x" * 2001}],
    "ck_antwort_ja_mit_wann": [
        {"wann": ""},
        {"machbar": Machbar.teilweise, "wann": ""},
        {"machbar": Machbar.nein, "grund": Antwortgrund.keine_mittel},
    ],
    "ck_antwort_nein_mit_grund": [
        {"machbar": Machbar.nein, "wann": ""},
        {"grund": Antwortgrund.keine_mittel},
    ],
    "ck_antwort_offen_mit_tag": [{"machbar": Machbar.noch_offen, "wann": ""}],
}


@pytest.fixture
def row(session: Session) -> Values:
    idee = eine_idee(session, Ideenstatus.veroeffentlicht)
    antwort = eine_antwort(session, idee, staff_id=eine_mitarbeiterin(session).id)
    return copy_of(antwort) | {"nummer": 2}


@pytest.mark.parametrize("name", CHECKS)
def test_check(session: Session, row: Values, name: str) -> None:
    for change in CHECKS[name]:
        constraints.assert_refused(session, TABLE, row | change, name)


def test_every_check_has_its_insert() -> None:
    assert set(CHECKS) == set(constraints.named_checks(TABLE))


def test_enums_keys_and_the_number(session: Session, row: Values) -> None:
    for column in constraints.enum_columns(TABLE):
        constraints.assert_enum_refused(session, TABLE, row, column)
    for column in constraints.foreign_keys(TABLE):
        constraints.assert_foreign_key_refused(session, TABLE, row, column)
    assert constraints.uniques(TABLE) == [("idee_id", "nummer")]
    constraints.assert_refused(session, TABLE, row | {"nummer": 1}, "(?i)unique")
