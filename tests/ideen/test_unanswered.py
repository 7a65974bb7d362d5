"""A Rückfrage that nobody answers ends the Idee, and only then."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.history.chain import trail
from app.ideen.actions import close_unanswered
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from tests.support.clock import FixedNow
from tests.support.factories import eine_idee


@pytest.mark.parametrize(("days", "closed"), [(-1, 1), (1, 0)])
def test_it_is_closed_after_the_term(
    session: Session, now: FixedNow, days: int, closed: int
) -> None:
    term = now + timedelta(days=days)
    idee = eine_idee(session, Ideenstatus.rueckfrage, pruefen_bis=term)
    eine_idee(session, Ideenstatus.in_pruefung, pruefen_bis=now + timedelta(days=-9))
    assert close_unanswered(session, at=now) == closed
    row = session.get(Idee, idee.id)
    assert (row.status is Ideenstatus.geschlossen_ohne_antwort) is bool(closed)
    steps = [s.step for s in trail(session, idee.vorgangsnummer)]
    assert ("schliessen_ohne_antwort" in steps) is bool(closed)
