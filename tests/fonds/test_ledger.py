"""The ledger: its sums, and what it refuses to book."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from app.antraege.models import Antrag
from app.auth.actor import Actor
from app.errors import StepNotPossible
from app.fonds import ledger
from app.fonds.ledger import AntragStand, Stand
from app.fonds.models import Buchung, Buchungsart, Fonds, Fondsjahr
from tests.support.clock import FixedNow
from tests.support.factories import (
    das_fondsjahr,
    ein_antrag,
    ein_fonds,
    eine_buchung,
    eine_mitarbeiterin,
)
from tests.support.queries import queries

pytestmark = pytest.mark.both

_A = Buchungsart


@pytest.fixture
def fonds(session: Session) -> Fonds:
    return ein_fonds(session, ansatz_cent=100_000)


@pytest.fixture
def jahr(session: Session, fonds: Fonds) -> Fondsjahr:
    return das_fondsjahr(session, fonds)


class Account:
    """Books on one Fondsjahr for one Antrag."""

    def __init__(self, session: Session, jahr: Fondsjahr, antrag: Antrag, now: FixedNow) -> None:
        self.session, self.now = session, now
        self.fondsjahr_id, self.antrag_id = jahr.id or 0, antrag.id

    def book(self, art: Buchungsart, cent: int, *, antrag: bool = True) -> Buchung:
        antrag_id = self.antrag_id if antrag else None
        return ledger.book(
            self.session,
            self.fondsjahr_id,
            art,
            cent,
            antrag_id=antrag_id,
            by=None,
            at=self.now,
        )

    @property
    def stand(self) -> Stand:
        return ledger.stand(self.session, self.fondsjahr_id)

    @property
    def own(self) -> AntragStand:
        return ledger.antrag_stand(self.session, self.fondsjahr_id, self.antrag_id or 0)


@pytest.fixture
def account(session: Session, fonds: Fonds, jahr: Fondsjahr, now: FixedNow) -> Account:
    return Account(session, jahr, ein_antrag(session, fonds=fonds), now)


def test_a_year_without_entries_stands_at_zero(session: Session) -> None:
    jahr = das_fondsjahr(session, ein_fonds(session, ansatz_cent=0))
    assert ledger.stand(session, jahr.id or 0) == Stand()
    assert ledger.stand(session, 4711) == Stand()


def test_the_way_of_money_through_the_sums(account: Account) -> None:
    account.book(_A.reservierung, 48_050)
    assert account.stand == Stand(ansatz=100_000, reserviert=48_050)
    assert (account.stand.verfuegbar, account.stand.frei_oeffentlich) == (51_950, 100_000)
    account.book(_A.reserve_aufloesung, 48_050)
    account.book(_A.bindung, 40_000)
    assert account.stand == Stand(ansatz=100_000, gebunden=40_000)
    assert (account.stand.verfuegbar, account.stand.frei_oeffentlich) == (60_000, 60_000)
    account.book(_A.auszahlung, 32_000)
    assert account.stand == Stand(ansatz=100_000, gebunden=8_000, ausgezahlt=32_000)
    assert (account.stand.verfuegbar, account.stand.bewilligt) == (60_000, 40_000)
    account.book(_A.entbindung, 8_000)
    account.book(_A.rueckzahlung, 2_000)
    assert account.stand == Stand(ansatz=100_000, ausgezahlt=30_000)
    assert account.stand.verfuegbar == 70_000
    assert account.own == AntragStand(ausgezahlt=30_000)


def test_what_changes_the_ansatz(account: Account) -> None:
    account.book(_A.uebertrag_ein, 20_000, antrag=False)
    account.book(_A.korrektur, -5_000, antrag=False)
    account.book(_A.uebertrag_aus, 10_000, antrag=False)
    account.book(_A.verfall, 1_000, antrag=False)
    assert account.stand == Stand(ansatz=104_000)


@pytest.mark.parametrize("art", [_A.reservierung, _A.bindung])
def test_the_last_cent_can_be_used_and_not_one_more(account: Account, art: Buchungsart) -> None:
    account.book(art, 99_999)
    account.book(art, 1)
    assert account.stand.verfuegbar == 0
    with pytest.raises(StepNotPossible, match=r"noch 0,00\u202fEUR verfügbar"):
        account.book(art, 1)
    assert account.stand.verfuegbar == 0


@pytest.mark.parametrize("art", [_A.uebertrag_aus, _A.verfall])
def test_money_that_is_promised_cannot_leave_the_pot(account: Account, art: Buchungsart) -> None:
    account.book(_A.bindung, 60_000)
    with pytest.raises(StepNotPossible):
        account.book(art, 40_001, antrag=False)
    account.book(art, 40_000, antrag=False)
    assert account.stand.verfuegbar == 0


def test_a_correction_may_not_overdraw(account: Account) -> None:
    account.book(_A.bindung, 60_000)
    with pytest.raises(StepNotPossible):
        account.book(_A.korrektur, -40_001, antrag=False)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (_A.reservierung, _A.reserve_aufloesung),
        (_A.bindung, _A.entbindung),
        (_A.bindung, _A.auszahlung),
    ],
)
def test_an_antrag_cannot_give_back_more_than_it_has(
    account: Account, first: Buchungsart, then: Buchungsart
) -> None:
    account.book(first, 5_000)
    with pytest.raises(StepNotPossible, match="nicht so viel Geld"):
        account.book(then, 5_001)
    account.book(then, 5_000)


def test_nobody_pays_back_more_than_was_paid(account: Account) -> None:
    account.book(_A.bindung, 5_000)
    account.book(_A.auszahlung, 4_000)
    with pytest.raises(StepNotPossible):
        account.book(_A.rueckzahlung, 4_001)


def test_one_antrag_cannot_use_the_reserve_of_another(
    account: Account, session: Session, fonds: Fonds, jahr: Fondsjahr, now: FixedNow
) -> None:
    account.book(_A.reservierung, 5_000)
    other = Account(session, jahr, ein_antrag(session, fonds=fonds), now)
    with pytest.raises(StepNotPossible):
        other.book(_A.reserve_aufloesung, 1)


@pytest.mark.parametrize("cent", [0, -1])
def test_amounts_are_positive(account: Account, cent: int) -> None:
    with pytest.raises(ValueError, match="cannot be booked"):
        account.book(_A.bindung, cent)


def test_an_entry_tells_who_when_and_why(
    session: Session, jahr: Fondsjahr, account: Account, now: FixedNow
) -> None:
    person = eine_mitarbeiterin(session)
    row = ledger.book(
        session,
        jahr.id or 0,
        _A.korrektur,
        -100,
        by=Actor(staff_id=person.id, name=person.name),
        at=now,
        grund="Beschluss vom 3. Mai",
    )
    session.commit()
    session.refresh(row)
    assert (row.staff_id, row.am, row.grund) == (person.id, now, "Beschluss vom 3. Mai")
    assert [b.id for b in ledger.buchungen(session, jahr.id or 0)][-1] == row.id


def test_storno_takes_an_entry_back(account: Account, session: Session, now: FixedNow) -> None:
    row = account.book(_A.bindung, 30_000)
    back = ledger.storno(session, row, by=None, at=now, grund="Falscher Antrag")
    assert (back.art, back.betrag_cent, back.storniert_id) == (_A.bindung, -30_000, row.id)
    assert account.stand == Stand(ansatz=100_000)
    assert account.own == AntragStand()
    for done in (row, back):
        with pytest.raises(StepNotPossible, match="stornier"):
            ledger.storno(session, done, by=None, at=now, grund="Noch einmal")


def test_storno_of_the_ansatz_keeps_what_is_promised(
    account: Account, session: Session, jahr: Fondsjahr, now: FixedNow
) -> None:
    account.book(_A.bindung, 30_000)
    ansatz = ledger.buchungen(session, jahr.id or 0)[0]
    with pytest.raises(StepNotPossible):
        ledger.storno(session, ansatz, by=None, at=now, grund="Doch nicht")


def test_storno_of_a_binding_that_is_paid_is_refused(
    account: Account, session: Session, now: FixedNow
) -> None:
    row = account.book(_A.bindung, 30_000)
    account.book(_A.auszahlung, 10_000)
    with pytest.raises(StepNotPossible):
        ledger.storno(session, row, by=None, at=now, grund="Zu spät")


def test_many_years_cost_one_query(session: Session, engine: Engine) -> None:
    ids = [das_fondsjahr(session, ein_fonds(session)).id or 0 for _ in range(4)]
    with queries(engine) as q:
        staende = ledger.staende(session, ids)
    assert q.count == 1, str(q)
    assert {stand.ansatz for stand in staende.values()} == {2_000_000}


@pytest.mark.parametrize("table", ["buchung", "step"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_remove(
    session: Session, account: Account, table: str, verb: str
) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(verb.format(table)))


def test_the_database_itself_refuses_an_overdraft(
    session: Session, account: Account, jahr: Fondsjahr
) -> None:
    """Even where a booking went past `ledger.book`."""
    antrag = session.get_one(Antrag, account.antrag_id)
    session.rollback()
    eine_buchung(session, jahr, _A.bindung, 100_000, antrag=antrag)
    with pytest.raises(DBAPIError, match="overdrawn"):
        eine_buchung(session, jahr, _A.reservierung, 1, antrag=antrag)
