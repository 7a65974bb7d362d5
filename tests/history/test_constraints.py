"""What the database refuses of the record, one insert each."""

import pytest
from sqlmodel import Session, select

from app.history.chain import record
from app.history.models import Step, StepEvidence, StepHead, StepText
from tests.support import constraints
from tests.support.clock import FixedNow
from tests.support.constraints import Values, copy_of

MODELS = (Step, StepText, StepEvidence, StepHead)
TABLES = constraints.tables_of(*MODELS)
ALL = tuple(TABLES.values())

CHECKS: dict[str, list[Values]] = {
    "ck_step_seq_positive": [{"seq": 0}],
    "ck_step_staff_named": [{"actor_kind": "staff"}],
    "ck_step_hash_version": [{"hash_version": 3}, {"hash_version": 0}],
    "ck_step_reason_beside": [{"reason": "in der Zeile"}],
    "ck_step_old_rows_plain": [
        {"hash_version": 1} | change
        for change in (
            {"phrase": "idee.abgelehnt"},
            {"text_hash": "f" * 64},
            {"evidence_hash": "f" * 64},
        )
    ],
    "ck_step_parameters_of_phrase": [{"parameters": "{}"}],
    "ck_step_head_seq_positive": [{"seq": 0}],
}


@pytest.fixture
def rows(session: Session, now: FixedNow) -> dict[str, Values]:
    """A valid row of every table, as it stands there."""
    about = {"reason": "Grund", "evidence": {"titel": "Bank"}}
    for values in ({}, about):
        record(session, thread="T", step="pruefen", by=None, at=now, **values)
    session.commit()
    found = {m.__tablename__: copy_of(session.exec(select(m)).first()) for m in MODELS}
    session.rollback()
    found["step"]["seq"], found["step_head"]["thread"] = 3, "T"
    return found


@pytest.mark.parametrize("name", CHECKS)
def test_check(session: Session, rows: dict[str, Values], name: str) -> None:
    table = next(t for t in ALL if name in constraints.named_checks(t))
    for change in CHECKS[name]:
        constraints.assert_refused(session, table, {**rows[table.name], **change}, name)


def test_every_check_has_its_insert() -> None:
    assert set(CHECKS) == set(constraints.named_checks(*ALL))


@pytest.mark.parametrize("table", TABLES)
def test_enums(session: Session, rows: dict[str, Values], table: str) -> None:
    for column in constraints.enum_columns(TABLES[table]):
        constraints.assert_enum_refused(session, TABLES[table], rows[table], column)


@pytest.mark.parametrize("table", TABLES)
def test_foreign_keys(session: Session, rows: dict[str, Values], table: str) -> None:
    staff = {"actor_kind": "staff"} if table == "step" else {}
    for column in constraints.foreign_keys(TABLES[table]):
        values = rows[table] | staff
        constraints.assert_foreign_key_refused(session, TABLES[table], values, column)


@pytest.mark.parametrize("table", TABLES)
def test_uniques(session: Session, rows: dict[str, Values], table: str) -> None:
    same_place = {"seq": 1} if table == "step" else {}
    for _columns in constraints.uniques(TABLES[table]):
        constraints.assert_refused(session, TABLES[table], rows[table] | same_place, "(?i)unique")
