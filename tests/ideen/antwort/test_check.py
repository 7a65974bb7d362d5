"""`quartier check` finds what is wrong with official answers."""

import pytest
from sqlmodel import Session

from app.history.chain import record
from app.ideen.consistency import answer_problems, record_problems
from app.ideen.status import Ideenstatus, Schritt
from app.quartiere.models import Quartier
from tests.ideen.antwort.statements import (
    YES,
    address,
)
from tests.support.client import PortalClient
from tests.support.factories import eine_idee
from tests.support.guards import tamper

S = Ideenstatus


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DELETE FROM antwort", "there is none"),
        ("UPDATE antwort SET machbar = 'teilweise'", "it says teilweise"),
        ("UPDATE antwort SET gegeben_am = '2020-01-01 00:00:00+00:00'", "given at 2020-01-01"),
    ],
)
def test_the_check_finds_an_answered_idee_without_its_answer(
    session: Session, change: str, told: str
) -> None:
    idee = eine_idee(session, S.umsetzbar)
    tamper(session, change)
    (fault,) = answer_problems(session)
    assert fault.startswith(f"answer of {idee.vorgangsnummer} (umsetzbar): {told}")


def test_the_check_finds_an_answer_that_was_changed_without_a_step(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, S.veroeffentlicht, quartier=heslach)
    record(
        session,
        thread=idee.vorgangsnummer,
        step=Schritt.veroeffentlichen,
        by=None,
        at=idee.eingegangen_am,
        to_status=S.veroeffentlicht,
    )
    session.commit()
    koordination.post(address(idee, "/antwort"), data=YES)
    session.expire_all()
    assert list(record_problems(session)) == []
    tamper(session, "UPDATE antwort SET wann = 'nie'")
    (fault,) = record_problems(session)
    assert "(antwort_eintragen), at least one of: antwort" in fault
