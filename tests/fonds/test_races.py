"""The last euro, wanted by twenty at once."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.fonds import ledger
from app.fonds.models import Buchungsart
from tests.support.clock import FixedNow
from tests.support.factories import das_fondsjahr, ein_antrag, ein_fonds
from tests.support.races import at_once

pytestmark = pytest.mark.both


def test_twenty_bookings_of_the_last_euro_and_one_wins(
    session: Session, engine: Engine, now: FixedNow
) -> None:
    fonds = ein_fonds(session, ansatz_cent=100)
    fondsjahr_id = das_fondsjahr(session, fonds).id or 0
    antraege = [ein_antrag(session, fonds=fonds).id for _ in range(20)]
    session.rollback()

    def booking(antrag_id: int | None) -> Callable[[Session], object]:
        return lambda own: ledger.book(
            own, fondsjahr_id, Buchungsart.bindung, 100, antrag_id=antrag_id, by=None, at=now
        )

    results = at_once(engine, [booking(antrag_id) for antrag_id in antraege])
    assert sorted(map(bool, results)) == [False] + [True] * 19
    assert all("reicht nicht" in reason for reason in results if reason)
    stand = ledger.stand(session, fondsjahr_id)
    assert (stand.gebunden, stand.verfuegbar) == (100, 0)


def test_one_entry_is_taken_back_once(session: Session, engine: Engine, now: FixedNow) -> None:
    fonds = ein_fonds(session, ansatz_cent=100)
    fondsjahr_id = das_fondsjahr(session, fonds).id or 0
    ansatz = ledger.buchungen(session, fondsjahr_id)[0]
    session.rollback()

    def storno(own: Session) -> object:
        row = own.merge(ansatz, load=True)
        return ledger.storno(own, row, by=None, at=now, grund="Versehen")

    results = at_once(engine, [storno] * 8)
    assert sorted(map(bool, results)) == [False] + [True] * 7
    assert ledger.stand(session, fondsjahr_id).ansatz == 0
