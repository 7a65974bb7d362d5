"""A row of Zustaendigkeit alone gives nobody anything."""

import ast
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from app.auth.assignments import in_force, is_in_force
from app.auth.models import Zustaendigkeit
from app.auth.permissions import Rolle
from tests.house.source import imports, modules, room_of
from tests.support.clock import FixedNow
from tests.support.factories import eine_mitarbeiterin

_OF_ITS_OWN = {
    # It tells of a role that it has just given whether that waits.
    "app/commands/staff.py",
    # These bring the rows along; of each `charge` asks `is_in_force`.
    "app/quartiere/zustaendigkeit.py",
    "app/antraege/queries.py",
}


def test_whoever_asks_who_holds_a_role_asks_whether_it_counts() -> None:
    careless = {
        str(path)
        for path, tree in modules().items()
        if room_of(path) not in ("auth", "personal", "models")
        if any(isinstance(n, ast.Name) and n.id == "Zustaendigkeit" for n in ast.walk(tree))
        if "auth.assignments" not in {name.rpartition(".")[0] for name, _line in imports(tree)}
        and "auth.assignments" not in {name for name, _line in imports(tree)}
    }
    assert careless - _OF_ITS_OWN == set()


@pytest.mark.both
@pytest.mark.parametrize(
    ("ab", "bis", "waits", "counts"),
    [
        (None, None, False, True),
        (None, None, True, False),
        (0, 0, False, True),
        (1, None, False, False),
        (None, -1, False, False),
        (-3, 3, False, True),
        (-3, 3, True, False),
    ],
)
def test_what_counts_is_the_same_in_a_query_and_for_a_row(
    session: Session, now: FixedNow, ab: int | None, bis: int | None, waits: bool, counts: bool
) -> None:
    person = eine_mitarbeiterin(session, Rolle.kasse)
    row = session.exec(
        select(Zustaendigkeit).where(Zustaendigkeit.mitarbeiter_id == person.id)
    ).one()
    row.gilt_ab, row.gilt_bis = _day(now, ab), _day(now, bis)
    row.wartet_seit = now if waits else None
    session.commit()
    found = session.exec(select(Zustaendigkeit.id).where(in_force(now))).all()
    assert (bool(found), is_in_force(row, now)) == (counts, counts)


def _day(now: FixedNow, offset: int | None) -> date | None:
    return None if offset is None else now.date() + timedelta(days=offset)
