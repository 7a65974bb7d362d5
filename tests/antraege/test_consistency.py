"""`quartier check` sees where ledger and states disagree."""

import pytest
from sqlalchemy import text
from sqlmodel import Session

from app.antraege.status import Antragsstatus
from app.fonds.models import Buchungsart
from tests.support.cast import Cast
from tests.support.factories import eine_buchung

pytestmark = pytest.mark.both

_S = Antragsstatus


@pytest.mark.parametrize("arrange", ["antrag", "geprueft", "votiert", "bewilligt"])
def test_all_is_well(cast: Cast, arrange: str) -> None:
    getattr(cast, arrange)()
    assert cast.problems() == []


def _set(session: Session, antrag_id: int | None, change: str) -> None:
    session.execute(text(f"UPDATE antrag SET {change} WHERE id = {antrag_id}"))
    session.commit()


@pytest.mark.parametrize(
    ("arrange", "change", "says"),
    [
        ("geprueft", "status = 'eingereicht', geprueft_von_id = NULL", "48050 cents reserved, 0"),
        ("geprueft", "beantragt_cent = 100", "48050 cents reserved, 100 expected"),
        ("votiert", "empfohlen_cent = 1", "48050 cents reserved, 1 expected"),
        ("bewilligt", "bewilligt_cent = 1", "48050 cents bound and 0 paid, 1 approved"),
        ("bewilligt", "status = 'zurueckgezogen'", "48050 cents bound, nothing expected"),
    ],
)
def test_a_state_that_the_ledger_does_not_know(
    cast: Cast, session: Session, arrange: str, change: str, says: str
) -> None:
    antrag = getattr(cast, arrange)()
    session.commit()
    _set(session, antrag.id, change)
    (problem,) = cast.problems()
    assert antrag.vorgangsnummer in problem
    assert says in problem


def test_an_antrag_below_zero(cast: Cast, session: Session) -> None:
    antrag = cast.antrag()
    eine_buchung(session, cast.fondsjahr, Buchungsart.reserve_aufloesung, 5, antrag=antrag)
    (problem,) = cast.problems()
    assert "below zero" in problem


def test_an_overdrawn_year(cast: Cast, session: Session) -> None:
    """The trigger refuses it, so it has to be switched off to try."""
    engine = session.get_bind()
    off = (
        "DROP TRIGGER buchung_not_overdrawn"
        if engine.dialect.name == "sqlite"
        else "ALTER TABLE buchung DISABLE TRIGGER buchung_not_overdrawn"
    )
    antrag = cast.bewilligt()
    session.execute(text(off))
    antrag_id = antrag.id
    _set(session, antrag_id, "beantragt_cent = 2000001, bewilligt_cent = 2000001")
    eine_buchung(session, cast.fondsjahr, Buchungsart.bindung, 1_951_951, antrag=antrag)
    assert cast.problems() == [f"ledger of {cast.fonds.slug} 2026: overdrawn by 1 cents"]
    if engine.dialect.name != "sqlite":
        session.execute(text("ALTER TABLE buchung ENABLE TRIGGER buchung_not_overdrawn"))
        session.commit()
