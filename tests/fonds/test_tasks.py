"""Once the last day of a round is over, entering the next is a task of who keeps the Fonds."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.auth.permissions import Rolle
from app.casework.door import Task
from app.db import row_id
from app.fonds.models import Buchungsart, Entscheidungsart, Fonds, Fondsjahr
from app.fonds.steps import Fondsschritt, thread_of
from app.fonds.tasks import tasks
from app.fristen import end_of
from app.history.chain import record
from tests.support.cast import actor_for
from tests.support.clock import FixedNow
from tests.support.each import each
from tests.support.factories import (
    das_fondsjahr,
    ein_antrag,
    ein_fonds,
    ein_quartier,
    eine_buchung,
    eine_mitarbeiterin,
)

TODAY, PAST = date(2026, 11, 24), date(2026, 11, 20)
COMING = date(2026, 12, 10)


def keeper(session: Session) -> Actor:
    rolle = Rolle.gesamtkoordination
    return actor_for(eine_mitarbeiterin(session, rolle), rolle)


@pytest.fixture
def fonds(session: Session) -> Fonds:
    quartier = ein_quartier(session, name="Heslach")
    return ein_fonds(session, quartier=quartier, slug="hier", name="Fonds Heslach")


def set_days(
    session: Session, frist: date | None, sitzung: date | None, *, meets: bool = True
) -> None:
    fonds = session.exec(select(Fonds)).one()
    art = Entscheidungsart.bezirksbeirat if meets else Entscheidungsart.bezirksvorsteher
    fonds.entscheidungsart = art
    fonds.naechste_frist, fonds.naechste_sitzung = frist, sitzung
    session.commit()


def waiting(session: Session, at: datetime) -> list[Task]:
    return tasks(session, keeper(session), at)


@each(
    ("frist", "sitzung", "meets", "due"),
    [
        (PAST, COMING, True, None),
        (None, TODAY, True, None),
        (PAST, PAST, True, end_of(PAST)),
        (COMING, None, True, datetime(2025, 12, 31, 23, tzinfo=UTC)),
        (None, None, True, datetime(2025, 12, 31, 23, tzinfo=UTC)),
        (TODAY, None, False, None),
        (PAST, None, False, end_of(PAST)),
        # Nobody votes, and Anträge may come at any time.
        (None, None, False, None),
    ],
)
def test_due_from_the_day_it_ran_out(
    session: Session,
    fonds: Fonds,
    now: FixedNow,
    frist: date | None,
    sitzung: date | None,
    meets: bool,
    due: datetime | None,
) -> None:
    set_days(session, frist, sitzung, meets=meets)
    found = waiting(session, now)
    assert [(task.due, task.since) for task in found] == ([(due, due)] if due else [])
    for task in found:
        assert task.titel == "Fonds Heslach"
        assert task.quartier == "Heslach"
        assert task.address == "/intern/fonds/hier/2026#termine"
        assert ("Sitzung" if meets else "Annahmeschluss") in task.was


def test_taken_away_it_waits_since_then(session: Session, fonds: Fonds, now: FixedNow) -> None:
    set_days(session, None, None)
    step = Fondsschritt.termine_eintragen
    record(session, thread=thread_of(fonds), step=step, by=None, at=now)
    session.commit()
    assert [task.since for task in waiting(session, now.advance(days=3))] == [now]


def test_a_fonds_that_takes_no_antraege_waits_for_nothing(session: Session, now: FixedNow) -> None:
    ein_fonds(session, jahr=2025)
    assert waiting(session, now) == []


@pytest.mark.parametrize("opened", [False, True])
def test_on_new_year_it_leads_to_the_page_that_has_the_form(
    session: Session, fonds: Fonds, now: FixedNow, opened: bool
) -> None:
    """While the new year is not opened, of a Fonds that has reserved money for some Antrag."""
    year = das_fondsjahr(session, fonds)
    antrag = ein_antrag(session, Antragsstatus.formal_geprueft, fonds=fonds)
    eine_buchung(session, year, Buchungsart.reservierung, 10_000, antrag=antrag)
    if opened:
        session.add(Fondsjahr(fonds_id=row_id(fonds.id), jahr=2027))
    session.commit()
    at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    found = [(task.address, task.since) for task in waiting(session, at)]
    here = f"/intern/fonds/hier/{2027 if opened else 2026}#termine"
    assert found == [(here, end_of(COMING))]


def test_it_waits_for_nobody_else(session: Session, fonds: Fonds, now: FixedNow) -> None:
    set_days(session, PAST, PAST)
    for rolle in set(Rolle) - {Rolle.gesamtkoordination}:
        person = eine_mitarbeiterin(session, rolle)
        assert tasks(session, actor_for(person, rolle), now) == [], rolle
