"""`quartier check` sees where ledger, record and states disagree."""

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from app.antraege import actions, consistency
from app.antraege.buero.steps.ablehnen import ablehnen
from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.zurueckgeben import zurueckgeben
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.commands import check
from app.fonds.models import Buchungsart
from app.settings import Settings
from tests.support.cast import Cast
from tests.support.factories import eine_buchung
from tests.support.guards import tamper

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


def record_problems(session: Session) -> list[str]:
    session.expire_all()
    return list(consistency.record_problems(session))


@pytest.fixture
def granted(cast: Cast, session: Session) -> Antrag:
    """By the portal's own steps from the draft on."""
    antrag = cast.antrag(_S.entwurf)
    actions.einreichen(session, antrag, by=cast.holder(antrag), at=cast.now)
    pruefen(session, antrag, by=cast.koordination, at=cast.now)
    cast.votum(antrag, 40_000)
    cast.freigeben(antrag, auflagen="Bitte die Belege bis Ende Juli schicken.")
    session.commit()
    return antrag


def test_the_record_agrees_with_the_portals_own_steps(
    cast: Cast, session: Session, granted: Antrag
) -> None:
    refused = cast.votiert()
    grund = "Dafür gibt es einen anderen Topf."
    ablehnen(session, refused, grund=grund, by=cast.bezirksvorsteherin, at=cast.now)
    again = cast.votiert()
    zurueckgeben(session, again, grund=grund, by=cast.bezirksvorsteherin, at=cast.now)
    cast.votum(again, 30_000)
    withdrawn = cast.bewilligt()
    actions.zurueckziehen(session, withdrawn, by=cast.holder(withdrawn), at=cast.now)
    session.commit()
    assert record_problems(session) == []


@pytest.mark.parametrize(
    ("table", "change", "says"),
    [
        ("antrag", "auflagen = ''", "(freigeben), at least one of: auflagen, bewilligt_cent,"),
        ("antrag", "entscheidung_grund = 'x'", "(freigeben), at least one of: auflagen,"),
        ("antrag", "was = 'Etwas anderes'", "(einreichen), at least one of: beantragt_cent,"),
        ("kostenposition", "text = 'Bier'", "(einreichen), at least one of: beantragt_cent,"),
        ("finanzierungsposten", "betrag_cent = 1", "(einreichen), at least one of: beantragt"),
        ("votum", "ja = 7", "(votum), at least one of: voten"),
        ("votum", "grund = ''", "(votum), at least one of: voten"),
    ],
)
def test_what_was_changed_after_its_step(
    session: Session, granted: Antrag, table: str, change: str, says: str
) -> None:
    tamper(session, f"UPDATE {table} SET {change}")
    (fault,) = record_problems(session)
    assert fault.startswith(f"record of {granted.vorgangsnummer} (bewilligt): changed since step ")
    assert says in fault


def test_an_earlier_votum_is_watched_too(cast: Cast, session: Session) -> None:
    antrag = cast.votiert()
    by, grund = cast.bezirksvorsteherin, "Noch einmal beraten."
    zurueckgeben(session, antrag, grund=grund, by=by, at=cast.now)
    cast.votum(antrag, 30_000)
    tamper(session, "DELETE FROM votum WHERE id = (SELECT MIN(id) FROM votum)")
    (fault,) = record_problems(session)
    assert "(votum), at least one of: voten" in fault


def test_a_grant_without_its_step(cast: Cast, session: Session) -> None:
    """As somebody would write it who owns the database: nobody released it in the portal."""
    antrag = cast.votiert()
    leader = cast.bezirksvorsteherin.staff_id
    tamper(
        session,
        "UPDATE antrag SET status = 'bewilligt', bewilligt_cent = beantragt_cent,"
        f" entschieden_am = geaendert_am, entschieden_von_id = {leader} WHERE id = {antrag.id}",
    )
    where = f"record of {antrag.vorgangsnummer} (bewilligt): "
    assert record_problems(session) == [
        f"{where}the last step leads to votiert",
        f"{where}no step freigeben says {antrag.beantragt_cent} cents",
    ]


def test_a_grant_that_was_raised(session: Session, granted: Antrag) -> None:
    tamper(session, f"UPDATE antrag SET bewilligt_cent = 48050 WHERE id = {granted.id}")
    where = f"record of {granted.vorgangsnummer} (bewilligt): "
    amount, content = record_problems(session)
    assert amount == f"{where}no step freigeben says 48050 cents"
    assert "(freigeben), at least one of: auflagen, bewilligt_cent" in content


def test_what_was_submitted_again_is_what_counts(cast: Cast, session: Session) -> None:
    antrag = cast.antrag(_S.entwurf)
    actions.einreichen(session, antrag, by=cast.holder(antrag), at=cast.now)
    session.commit()
    # No page returns a draft yet; the lifecycle knows the way.
    antrag.status, antrag.was = _S.entwurf, "Jetzt mit Musik."
    actions.einreichen(session, antrag, by=cast.holder(antrag), at=cast.now)
    session.commit()
    assert record_problems(session) == []


def test_the_command_says_it(
    session: Session, engine: Engine, settings: Settings, granted: Antrag
) -> None:
    assert check.faults(engine, settings) == []
    tamper(session, f"UPDATE antrag SET auflagen = '' WHERE id = {granted.id}")
    (fault,) = check.faults(engine, settings)
    assert granted.vorgangsnummer in fault
