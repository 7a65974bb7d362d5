"""The Anträge that wait for a Sitzung, when its day is entered, moved or taken away."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Event

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.zurueckstellen import zurueckstellen
from app.antraege.models import Antrag
from app.antraege.queries import by_vorgangsnummer
from app.auth.permissions import Rolle
from app.db import row_id, session_for
from app.fonds import queries
from app.fonds.models import Fonds, Fondsjahr
from app.geld import termine
from app.settings import Settings
from tests.support.cast import Cast, actor_for, cast_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import eine_mitarbeiterin
from tests.support.races import at_once
from tests.support.zugang import secret_path

pytestmark = pytest.mark.both

MOVED = date(2026, 12, 17)
JANUARY = date(2027, 1, 21)


@pytest.fixture
def cast(session: Session) -> Cast:
    """Annahmeschluss on 1 December, Sitzung on the 10th; today is 24 November."""
    return cast_for(session)


@pytest.fixture
def enter(cast: Cast, session: Session) -> Callable[..., None]:
    rolle = Rolle.gesamtkoordination
    by = actor_for(eine_mitarbeiterin(session, rolle), rolle)

    def entering(
        sitzung: date | None, *, frist: date | None = None, own: Session | None = None
    ) -> None:
        used = own or session
        stand = queries.one(used, cast.fonds.slug, at=cast.now)
        waiting = termine.lock(used, stand.fonds)
        termine.enter(used, stand, waiting, frist=frist, sitzung=sitzung, by=by, at=cast.now)
        used.commit()

    return entering


def due(cast: Cast, antrag: Antrag) -> date | None:
    faellig_am = cast.fresh(antrag).faellig_am
    return faellig_am.date() if faellig_am else None


def test_a_sitzung_that_is_moved_takes_along_who_waits_for_it(
    cast: Cast, enter: Callable[..., None], session: Session
) -> None:
    waiting, voted = cast.geprueft(), cast.votiert()
    postponed = cast.geprueft()
    by = cast.koordination
    zurueckstellen(session, postponed, grund="Später.", by=by, at=cast.now)
    decision = due(cast, voted)
    enter(MOVED)
    assert due(cast, waiting) == MOVED
    assert due(cast, postponed) is None  # taken off this one, whenever it is
    assert due(cast, voted) == decision
    enter(None)
    assert due(cast, waiting) is None


def test_a_new_sitzung_is_the_day_of_all_that_had_none(
    cast: Cast, enter: Callable[..., None], session: Session, now: FixedNow
) -> None:
    overdue, postponed = cast.geprueft(), cast.geprueft()
    by = cast.koordination
    zurueckstellen(session, postponed, grund="Später.", by=by, at=cast.now)
    session.commit()
    now.set(datetime(2026, 12, 3, 10, tzinfo=UTC))
    late = cast.antrag(eingereicht_am=cast.now)
    pruefen(session, late, by=cast.koordination, at=cast.now)
    session.commit()
    assert due(cast, late) is None
    now.set(datetime(2026, 12, 14, 10, tzinfo=UTC))
    enter(JANUARY, frist=date(2027, 1, 12))
    assert due(cast, postponed) == due(cast, late) == JANUARY
    # What that Sitzung should have voted on stays overdue until somebody says what came of it.
    assert due(cast, overdue) == date(2026, 12, 10)


def test_a_later_annahmeschluss_brings_in_who_had_missed_it(
    cast: Cast, enter: Callable[..., None], session: Session
) -> None:
    enter(MOVED, frist=date(2026, 11, 24))
    late = cast.antrag(eingereicht_am=datetime(2026, 11, 25, 10, tzinfo=UTC))
    pruefen(session, late, by=cast.koordination, at=cast.now)
    session.commit()
    assert due(cast, late) is None
    enter(MOVED, frist=date(2026, 11, 26))
    assert due(cast, late) == MOVED


@pytest.mark.parametrize("opened", [False, True])
def test_after_new_year_an_antrag_of_the_old_year_follows(
    cast: Cast,
    enter: Callable[..., None],
    session: Session,
    now: FixedNow,
    client: PortalClient,
    settings: Settings,
    opened: bool,
) -> None:
    """One that had no day yet, and one whose Sitzung is moved."""
    enter(None)
    antrag = cast.geprueft()
    if opened:
        session.add(Fondsjahr(fonds_id=row_id(cast.fonds.id), jahr=2027))
    session.commit()
    now.set(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    page = secret_path(session, antrag.vorgangsnummer)
    assert "steht noch nicht fest" in client.get(page).text
    for day in (JANUARY, date(2027, 1, 28)):
        enter(day)
        assert due(cast, antrag) == day
        session.rollback()
        told = f"Bis zum {day.day}. Januar 2027 wird über Ihren Antrag beraten."
        assert told in text_of(parse(client.get(page).text).body)


def test_of_many_at_once_nobody_waits_in_a_circle(
    cast: Cast, enter: Callable[..., None], engine: Engine
) -> None:
    """Checks book and promise a Sitzung, while others move it and the Anträge that wait for it."""
    numbers = [cast.antrag().vorgangsnummer for _ in range(4)]
    waiting = cast.geprueft().vorgangsnummer
    cast.session.commit()

    def checking(number: str) -> Callable[[Session], object]:
        def deed(own: Session) -> None:
            pruefen(own, by_vorgangsnummer(own, number), by=cast.koordination, at=cast.now)

        return deed

    def entering(day: date) -> Callable[[Session], object]:
        return lambda own: enter(day, own=own)

    days = [MOVED, JANUARY, date(2027, 1, 28)]
    deeds = [*map(checking, numbers), *map(entering, days)]
    assert at_once(engine, deeds) == [""] * len(deeds)
    cast.session.expire_all()
    sitzung = cast.session.get_one(Fonds, cast.fonds.id).naechste_sitzung
    assert sitzung in days
    antraege = [by_vorgangsnummer(cast.session, number) for number in (*numbers, waiting)]
    assert {due(cast, antrag) for antrag in antraege} == {sitzung}


def test_what_is_checked_at_the_same_moment_follows_too(
    cast: Cast, enter: Callable[..., None], session: Session, engine: Engine
) -> None:
    """The check holds the days of the Fonds, and has read the old one, when a new is entered."""
    if engine.dialect.name == "sqlite":
        return  # has one writer from the beginning of a transaction
    antrag = cast.antrag()
    session.commit()
    waits = Event()

    def note(_c: object, _cur: object, statement: str, *_more: object) -> None:
        if "FROM fonds " in statement.replace("\n", " ") and "FOR NO KEY" in statement:
            waits.set()

    def entering() -> None:
        with session_for(engine, write=True) as own:
            enter(MOVED, own=own)

    with session_for(engine, write=True) as checking, ThreadPoolExecutor(1) as pool:
        row = by_vorgangsnummer(checking, antrag.vorgangsnummer)
        pruefen(checking, row, by=cast.koordination, at=cast.now)
        event.listen(engine, "before_cursor_execute", note)
        done = pool.submit(entering)
        assert waits.wait(20)
        checking.commit()
        done.result()
    event.remove(engine, "before_cursor_execute", note)
    assert due(cast, antrag) == MOVED
