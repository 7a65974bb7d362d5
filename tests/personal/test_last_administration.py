"""The portal is never without somebody who can let others in."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.auth.actor import Actor
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Rolle
from app.personal import roles as giving
from app.personal import staff
from tests.personal.records import roles_of, steps_of
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.factories import (
    eine_mitarbeiterin,
)
from tests.support.races import at_once

HOME = "/intern/personal"


def test_last_administration_cannot_go(
    session: Session, office: PortalClient, admin: Mitarbeiter
) -> None:
    locked = eine_mitarbeiterin(session, Rolle.administration, aktiv=False)
    (role,) = roles_of(session, admin)
    own = f"{HOME}/{admin.id}"
    for path in (f"{own}/zustaendigkeiten/{role.id}/entzug", f"{own}/sperre"):
        answer = office.post(path, data={"trotzdem": "ja"})
        assert answer.status_code == 409
        assert "letzte aktive Administration" in answer.text
    assert steps_of(session, admin) == steps_of(session, locked) == []
    assert office.get(HOME).status_code == 200


def test_an_invitation_is_no_second_administration(
    session: Session, office: PortalClient, admin: Mitarbeiter
) -> None:
    """Its address may be mistyped, and then nobody could let anybody in again."""
    invited = eine_mitarbeiterin(session, Rolle.administration)
    invited.oidc_iss = invited.oidc_sub = None
    session.add(invited)
    session.commit()
    (role,) = roles_of(session, admin)
    own = f"{HOME}/{admin.id}"
    for path in (f"{own}/zustaendigkeiten/{role.id}/entzug", f"{own}/sperre"):
        assert office.post(path, data={"trotzdem": "ja"}).status_code == 409
    assert office.get(HOME).status_code == 200


def test_administration_can_go_where_there_is_a_second_one(
    session: Session, office: PortalClient, admin: Mitarbeiter
) -> None:
    eine_mitarbeiterin(session, Rolle.administration)
    (role,) = roles_of(session, admin)
    answer = office.post(f"{HOME}/{admin.id}/zustaendigkeiten/{role.id}/entzug")
    assert answer.headers["location"] == HOME
    assert roles_of(session, admin) == []


@pytest.mark.both
@pytest.mark.parametrize("how", ["take", "lock_out", "both"])
def test_two_administrators_who_remove_each_other_at_once_leave_one(
    session: Session, engine: Engine, now: FixedNow, how: str
) -> None:
    for _ in range(5):
        pair = [eine_mitarbeiterin(session, Rolle.administration) for _ in range(2)]
        roles = [roles_of(session, person)[0].id for person in pair]
        session.commit()
        outcomes = at_once(
            engine,
            [
                _removal(pair[1], roles[1] if how == "take" else None, by=pair[0], at=now),
                _removal(pair[0], roles[0] if how != "lock_out" else None, by=pair[1], at=now),
            ],
        )
        assert sorted(map(bool, outcomes)) == [False, True], outcomes
        left = session.exec(
            select(Mitarbeiter)
            .join(Zustaendigkeit, Zustaendigkeit.mitarbeiter_id == Mitarbeiter.id)
            .where(Zustaendigkeit.rolle == Rolle.administration, Mitarbeiter.aktiv)
        ).all()
        assert len(left) == 1
        left[0].aktiv = False
        session.commit()


def _removal(
    person: Mitarbeiter, role_id: int | None, *, by: Mitarbeiter, at: FixedNow
) -> Callable[[Session], object]:
    actor = Actor(staff_id=by.id, name=by.name)
    person_id = person.id or 0
    if role_id is None:
        return lambda session: staff.lock_out(session, person_id, by=actor, at=at)
    return lambda session: giving.take(session, person_id, role_id, by=actor, at=at)
