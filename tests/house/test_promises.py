"""No promise without a desk: every state of every kind has somebody who acts, or is an end that
says what can be done now, and every day that a sentence names stands on somebody's desk.

What is handled outside the portal is listed in `office.py`, and its sentence says whom to ring.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from importlib import import_module
from typing import Any

import pytest
from sqlmodel import Session

from app.casework.door import Kind
from app.casework.lifecycle import Lifecycle, Owner
from tests.house.desks import on_all_desks
from tests.house.kinds import KINDS
from tests.house.office import CORRECTIONS, OUTSIDE
from tests.house.source import APP
from tests.support.cast import Cast, cast_for
from tests.support.client import PortalClient
from tests.support.dom import parse, text_of
from tests.support.texts import messages
from tests.support.zugang import secret_path


@pytest.fixture
def cast(session: Session) -> Cast:
    return cast_for(session)


@pytest.mark.parametrize("art", KINDS)
def test_every_state_has_somebody_who_acts_or_says_what_can_be_done(
    cast: Cast, session: Session, art: str
) -> None:
    kind, make = KINDS[art]
    at, faults = cast.now, []
    for status, state in kind.lifecycle.table.items():
        item = make(cast, status, at + timedelta(days=2))
        word, after = kind.sender.sentences(item, at)
        if not word or not after:
            faults.append(f"{status}: the sender reads nothing of it, or not what comes next")
        if state.owner is Owner.staff and not _on_a_desk(cast, item.vorgangsnummer, at):
            faults.append(f"{status}: waits for staff, and stands on nobody's desk")
        if state.owner is Owner.sender and not kind.sender.possible(item):
            faults.append(f"{status}: waits for the sender, who can do nothing")
    assert faults == []


def _lifecycles() -> dict[str, Lifecycle[Any]]:
    """Of every room that has one, with pages for its sender or without."""
    rooms = (path.parent.name for path in sorted(APP.glob("*/status.py")))
    return {room: import_module(f"app.{room}.status").LEBENSLAUF for room in rooms}


def test_what_is_handled_outside_the_portal_is_listed_with_its_reason() -> None:
    outside = {
        room: set(lifecycle.owned_by(Owner.office)) for room, lifecycle in _lifecycles().items()
    }
    assert outside == {room: set(states) for room, states in OUTSIDE.items()}
    assert all(reason for states in OUTSIDE.values() for reason in states.values())


@pytest.mark.parametrize("art", KINDS)
def test_no_state_is_called_outside_that_staff_can_lead_on_from(art: str) -> None:
    kind, _make = KINDS[art]
    ours = {step.schritt for step in kind.office.steps} - CORRECTIONS
    led_on = {
        status: {schritt for schritt in ours if kind.lifecycle.allows(status, schritt)}
        for status in kind.lifecycle.owned_by(Owner.office)
    }
    assert {status: steps for status, steps in led_on.items() if steps} == {}


_RING = re.compile(r"\b[Rr]ufen Sie (dafür )?bitte das Quartiersbüro an\b")


@pytest.mark.parametrize("art", KINDS)
def test_where_the_portal_ends_the_sender_reads_whom_to_ring(
    client: PortalClient, cast: Cast, session: Session, art: str
) -> None:
    kind, make = KINDS[art]
    cast.quartier.buero_telefon = "0711 987 654"
    silent = []
    for status in kind.lifecycle.owned_by(Owner.office):
        item = make(cast, status, cast.now + timedelta(days=2))
        session.commit()
        address = secret_path(session, item.vorgangsnummer)
        notice = parse(client.get(address).text).css_first("main .meldung")
        numbers = [a.attributes["href"] for a in notice.css("a")]
        if not _RING.search(text_of(notice)) or numbers != ["tel:0711987654"]:
            silent.append((status, text_of(notice)))
    assert silent == []


@pytest.mark.parametrize("art", KINDS)
def test_every_day_that_is_promised_stands_on_a_desk(
    cast: Cast, session: Session, art: str
) -> None:
    """A day that nobody watches is the promise of nobody: once it is over, it is a task."""
    kind, make = KINDS[art]
    day = cast.now - timedelta(days=1)
    unwatched = []
    for status in kind.lifecycle.table:
        item = make(cast, status, day)
        named = "%(bis)s" in str(_sentence(kind, status))
        if named and not _on_a_desk(cast, item.vorgangsnummer, cast.now):
            unwatched.append(status)
    assert unwatched == []


@pytest.mark.parametrize("art", KINDS)
def test_staff_are_not_stuck_where_the_sender_stays_silent(
    cast: Cast, session: Session, art: str
) -> None:
    """What lies on a desk because nobody replied can be ended without inventing a reply."""
    kind, make = KINDS[art]
    stuck = []
    for status, state in kind.lifecycle.table.items():
        item = make(cast, status, cast.now - timedelta(days=1))
        if state.owner is Owner.sender and _on_a_desk(cast, item.vorgangsnummer, cast.now):
            ways = {
                step.schritt
                for step in kind.office.steps
                if kind.lifecycle.allows(status, step.schritt)
                and kind.lifecycle.ways[step.schritt].targets
            }
            stuck += [] if ways - {"rueckantwort"} else [status]
    assert stuck == []


# What was announced and nobody could do, and what it takes before it may be said again.
UNKEPT = {
    r"auf einem Zettel": "a page to print with number and code",
    r"füllen wir .* aus|wir schreiben (sie|alles|Ihre Idee)\b": "a form for what people tell",
    r"Anruf .*genügt|rufen Sie uns dafür an": "a step that deletes",
    r"\bbespricht\b|sagt Ihnen .*Quartiersbüro|Quartiersbüro sagt Ihnen": "a task to ring",
    r"sofort nach\b|kümmern uns darum|nehmen ihn heraus": "a report with a desk",
    r"(innerhalb von|binnen) .*Wochen": "a task with that day",
    r"(Irrtum|Versehen|Stimmt etwas).*\brufen? ": "a step that turns it back",
}


def test_what_nobody_can_do_is_not_announced_again() -> None:
    texts = [text for text, _places in messages()]
    assert [t for t in texts for phrase in UNKEPT if re.search(phrase, t, re.IGNORECASE)] == []


def _sentence(kind: Kind[Any], status: StrEnum) -> str:
    return str(kind.sender.table[status][1])


def _on_a_desk(cast: Cast, number: str, at: datetime) -> bool:
    return any(task.vorgangsnummer == number for task in on_all_desks(cast, at=at))
