"""No promise without a desk: every state of every kind has somebody who acts, or is an end that
says what can be done now, and every day that a sentence names stands on somebody's desk."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from sqlmodel import Session

from app.auth.permissions import PROFILE, Rolle, Scope
from app.casework.door import Kind
from app.casework.lifecycle import Owner
from app.casework.tasks import tasks_of
from app.features import FEATURES
from app.quartiere.models import Stadtbezirk
from tests.house.kinds import KINDS
from tests.support.cast import Cast, actor_for, cast_for
from tests.support.factories import eine_mitarbeiterin


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


def _sentence(kind: Kind[Any], status: StrEnum) -> str:
    return str(kind.sender.table[status][1])


def _on_a_desk(cast: Cast, number: str, at: datetime) -> bool:
    bezirk = cast.session.get_one(Stadtbezirk, cast.quartier.stadtbezirk_id)
    places: dict[Scope, dict[str, Any]] = {
        Scope.quartier: {"quartier": cast.quartier},
        Scope.stadtbezirk: {"stadtbezirk": bezirk},
        Scope.stadt: {},
    }
    for rolle in Rolle:
        place = places[PROFILE[rolle].scope]
        person = eine_mitarbeiterin(cast.session, rolle, **place)
        actor = actor_for(person, rolle, **place)
        tasks = tasks_of(FEATURES, cast.session, actor, at=at)
        if any(task.vorgangsnummer == number for task in tasks):
            return True
    return False
