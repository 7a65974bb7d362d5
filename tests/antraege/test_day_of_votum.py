"""Whoever records a Votum is offered the day of the last Sitzung."""

from datetime import date, timedelta

from sqlmodel import Session

from app.antraege.models import Antrag
from app.fonds.queries import one
from app.fonds.sitzungen import last_sitzung
from app.fonds.steps import termine_eintragen
from tests.antraege.staff import Desk, votum
from tests.support.cast import Cast
from tests.support.clock import FixedNow
from tests.support.dom import parse


def enter(cast: Cast, sitzung: date) -> None:
    """By whoever keeps the Fonds, today."""
    stand = one(cast.session, cast.fonds.slug, at=cast.now)
    termine_eintragen(
        cast.session, stand, frist=None, sitzung=sitzung, by=cast.koordination, at=cast.now
    )
    cast.session.commit()


def offered(desk: Desk, antrag: Antrag) -> str:
    page = parse(desk.get(antrag, desk.checker).text)
    return page.css_first("#schritt-votum [name='datum']").attributes.get("value") or ""


def test_the_last_sitzung(cast: Cast, session: Session, now: FixedNow) -> None:
    """Today is 24 November 2026; the Sitzung of 10 December is entered."""

    def last() -> date | None:
        return last_sitzung(session, cast.fonds, cast.now.date())

    assert last() is None
    enter(cast, date(2026, 12, 3))  # moved before it came
    assert last() is None
    now.advance(days=9)
    assert last() == date(2026, 12, 3)
    enter(cast, date(2027, 1, 14))
    assert last() == date(2026, 12, 3)
    now.advance(days=20)
    enter(cast, date(2027, 1, 21))
    assert last() == date(2026, 12, 3)


def test_its_day_stands_in_the_form(desk: Desk) -> None:
    antrag = desk.geprueft()
    assert offered(desk, antrag) == ""
    enter(desk.cast, desk.cast.now.date())
    assert offered(desk, antrag) == "2026-11-24"
    refused = desk.post(antrag, "votum", desk.checker, **votum(datum="2026-11-23", ja=""))
    assert parse(refused.text).css_first("[name='datum']").attributes["value"] == "2026-11-23"
    emptied = desk.post(antrag, "votum", desk.checker, **votum(datum=""))
    assert not parse(emptied.text).css_first("[name='datum']").attributes.get("value")


def test_no_day_before_it_came_in(desk: Desk, now: FixedNow) -> None:
    enter(desk.cast, desk.cast.now.date() + timedelta(days=2))
    now.advance(days=5)
    antrag = desk.geprueft(eingereicht_am=desk.cast.now)
    assert offered(desk, antrag) == ""


def test_a_second_press_of_the_check_is_told(desk: Desk) -> None:
    """What the form brings along is nobody's text."""
    antrag = desk.antrag()
    assert desk.post(antrag, "pruefung", desk.checker).status_code == 303
    assert desk.post(antrag, "pruefung", desk.checker).status_code == 409
