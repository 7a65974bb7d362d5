"""What the database itself refuses."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.auth.models import Mitarbeiter, StaffSession, Zustaendigkeit
from app.auth.permissions import Rolle
from tests.support.clock import FixedNow
from tests.support.factories import (
    ein_quartier,
    ein_stadtbezirk,
    eine_mitarbeiterin,
    eine_zustaendigkeit,
)

pytestmark = pytest.mark.both


def _refused(session: Session, row: object, constraint: str) -> None:
    session.add(row)
    with pytest.raises(IntegrityError) as caught:
        session.flush()
    session.rollback()
    words = str(caught.value)
    assert constraint in words or "UNIQUE" in words or "FOREIGN KEY" in words, words


@pytest.mark.parametrize("rolle", list(Rolle))
def test_same_role_for_the_same_place_is_refused(session: Session, rolle: Rolle) -> None:
    person = eine_mitarbeiterin(session, None)
    first = eine_zustaendigkeit(session, person, rolle)
    again = Zustaendigkeit(**first.model_dump(exclude={"id"}))
    _refused(session, again, "uq_zustaendigkeit")


def test_same_role_for_another_place_is_fine(session: Session) -> None:
    person = eine_mitarbeiterin(session, Rolle.quartierskoordination)
    eine_zustaendigkeit(session, person, Rolle.quartierskoordination)
    eine_zustaendigkeit(session, person, Rolle.bezirksvorsteher)
    eine_zustaendigkeit(session, person, Rolle.bezirksvorsteher)


@pytest.mark.parametrize(
    ("rolle", "quartier", "stadtbezirk", "constraint"),
    [
        (Rolle.quartierskoordination, False, False, "scope_quartier"),
        (Rolle.kasse, True, False, "scope_quartier"),
        (Rolle.bezirksvorsteher, False, False, "scope_stadtbezirk"),
        (Rolle.administration, False, True, "scope_stadtbezirk"),
    ],
)
def test_role_without_its_kind_of_place_is_refused(
    session: Session, rolle: Rolle, quartier: bool, stadtbezirk: bool, constraint: str
) -> None:
    person = eine_mitarbeiterin(session, None)
    row = Zustaendigkeit(
        mitarbeiter_id=person.id,
        rolle=rolle,
        quartier_id=ein_quartier(session).id if quartier else None,
        stadtbezirk_id=ein_stadtbezirk(session).id if stadtbezirk else None,
    )
    _refused(session, row, f"ck_zustaendigkeit_{constraint}")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"email": "Gross@stadt.example"}, "ck_mitarbeiter_email_lower"),
        ({"oidc_sub": None}, "ck_mitarbeiter_oidc_pair"),
        ({"oidc_iss": None}, "ck_mitarbeiter_oidc_pair"),
        ({"email": "da@stadt.example"}, "uq_mitarbeiter_email"),
        ({"oidc_sub": "da"}, "uq_mitarbeiter_oidc_iss_oidc_sub"),
    ],
)
def test_staff_row_that_cannot_be_right_is_refused(
    session: Session, now: FixedNow, values: dict[str, Any], constraint: str
) -> None:
    eine_mitarbeiterin(session, None, email="da@stadt.example", oidc_sub="da")
    row = {
        "name": "Neu",
        "email": "neu@stadt.example",
        "oidc_iss": "https://anmeldung.test",
        "oidc_sub": "neu",
        "eingeladen_am": now,
    }
    _refused(session, Mitarbeiter(**row | values), constraint)


def test_token_of_two_is_refused(session: Session, now: FixedNow) -> None:
    person = eine_mitarbeiterin(session)
    row = {"token_hash": "a", "begonnen_am": now, "zuletzt_am": now, "mitarbeiter_id": person.id}
    session.add(StaffSession(**row))
    session.commit()
    _refused(session, StaffSession(**row), "uq_staff_session_token_hash")


def test_session_and_role_of_nobody_are_refused(session: Session, now: FixedNow) -> None:
    times = {"begonnen_am": now, "zuletzt_am": now}
    nobody = StaffSession(token_hash="a", mitarbeiter_id=4711, **times)
    _refused(session, nobody, "fk_staff_session_mitarbeiter_id_mitarbeiter")
    role = Zustaendigkeit(mitarbeiter_id=4711, rolle=Rolle.kasse)
    _refused(session, role, "fk_zustaendigkeit_mitarbeiter_id_mitarbeiter")
