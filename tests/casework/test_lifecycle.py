"""A lifecycle is one table: what it allows works, and every sum of states is read off it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import pytest
from sqlalchemy import literal, select, text, union_all
from sqlmodel import Session

from app.antraege import status as antraege
from app.casework.lifecycle import Lifecycle, Owner, State, StateSet, Transition
from app.errors import StepNotPossible
from app.ideen import status as ideen
from app.projekte import status as projekte

HOUSE = {
    "Ideen": ideen.LEBENSLAUF,
    "Anträge": antraege.LEBENSLAUF,
    "Projekte": projekte.LEBENSLAUF,
}


class Ampel(StrEnum):
    rot = "rot"
    gelb = "gelb"
    gruen = "gruen"


class Weg(StrEnum):
    anhalten = "anhalten"
    schalten = "schalten"
    blinken = "blinken"
    abbauen = "abbauen"


class Merkmal(StrEnum):
    hell = "hell"


LIGHTS: Lifecycle[Ampel] = Lifecycle(
    {
        Ampel.rot: State("Halt", "ende", Owner.sender),
        Ampel.gelb: State("Achtung", "achtung", Owner.staff, frozenset({Merkmal.hell})),
        Ampel.gruen: State("Frei", "gut", Owner.staff, frozenset({Merkmal.hell}), "Läuft"),
    },
    {
        Weg.anhalten: Transition((Ampel.gelb, Ampel.gruen), (Ampel.rot,)),
        Weg.schalten: Transition((Ampel.gelb,), (Ampel.rot, Ampel.gruen)),
        Weg.blinken: Transition((Ampel.gelb,)),
    },
    too_late="Die Ampel ist weiter.",
)


@dataclass
class Item:
    status: StrEnum


@pytest.mark.parametrize("lifecycle", HOUSE.values(), ids=HOUSE)
def test_a_step_works_exactly_where_the_table_allows_it(lifecycle: Lifecycle) -> None:
    for status in lifecycle.all():
        for schritt, way in lifecycle.ways.items():
            for target in way.targets or (status,):
                item = Item(status)
                if status in way.sources:
                    assert lifecycle.move(item, schritt, to=target) is status
                    assert item.status is target
                else:
                    with pytest.raises(StepNotPossible, match=str(lifecycle.too_late)):
                        lifecycle.move(item, schritt, to=target)
                    assert item.status is status


@pytest.mark.parametrize("lifecycle", HOUSE.values(), ids=HOUSE)
def test_a_target_is_named_where_there_are_several_and_only_one_that_is_there(
    lifecycle: Lifecycle,
) -> None:
    for schritt, way in lifecycle.ways.items():
        for status in way.sources:
            targets = way.targets or (status,)
            for elsewhere in set(lifecycle.table) - set(targets):
                item = Item(status)
                with pytest.raises(ValueError, match=f"{schritt} does not lead to"):
                    lifecycle.move(item, schritt, to=elsewhere)
                assert item.status is status
            item = Item(status)
            if len(targets) == 1:
                lifecycle.move(item, schritt)
                assert item.status is targets[0]
            else:
                with pytest.raises(ValueError, match=f"{schritt} leads to several states"):
                    lifecycle.move(item, schritt)
                assert item.status is status


@pytest.mark.parametrize("lifecycle", HOUSE.values(), ids=HOUSE)
def test_a_table_names_every_state_once_and_no_other(lifecycle: Lifecycle) -> None:
    states = set(type(next(iter(lifecycle.table))))
    assert set(lifecycle.table) == states
    ways = lifecycle.ways.values()
    assert {s for way in ways for s in (*way.sources, *way.targets)} <= states


def test_without_targets_the_state_stays() -> None:
    item = Item(Ampel.gelb)
    assert LIGHTS.move(item, Weg.blinken) is Ampel.gelb
    assert item.status is Ampel.gelb


def test_a_step_without_a_way_is_never_possible() -> None:
    assert [s for s in Ampel if LIGHTS.allows(s, Weg.abbauen)] == []
    with pytest.raises(StepNotPossible):
        LIGHTS.move(Item(Ampel.gelb), Weg.abbauen)


def test_what_can_be_done_is_read_off_the_ways() -> None:
    possible = {a: [w for w in Weg if LIGHTS.allows(a, w)] for a in Ampel}
    assert possible[Ampel.gelb] == [Weg.anhalten, Weg.schalten, Weg.blinken]
    assert possible[Ampel.gruen] == [Weg.anhalten]
    assert possible[Ampel.rot] == []
    assert list(LIGHTS.sources(Weg.anhalten)) == [Ampel.gelb, Ampel.gruen]


def test_states_have_words_for_people_and_for_staff() -> None:
    assert LIGHTS.words() == {Ampel.rot: "Halt", Ampel.gelb: "Achtung", Ampel.gruen: "Frei"}
    assert LIGHTS.staff_words()[Ampel.gruen] == "Läuft"
    assert LIGHTS.tone(Ampel.gelb) == "achtung"


def test_sums_of_states_follow_the_table() -> None:
    bright = LIGHTS.having(Merkmal.hell)
    assert list(bright) == [Ampel.gelb, Ampel.gruen]
    assert list(LIGHTS.owned_by(Owner.sender)) == [Ampel.rot]
    assert list(LIGHTS.ends) == []
    assert list(LIGHTS.all() - bright) == [Ampel.rot]
    assert list(bright | LIGHTS.all()) == [Ampel.gelb, Ampel.gruen, Ampel.rot]
    assert len(bright | bright) == len(bright) == 2
    assert Ampel.rot not in bright


@pytest.mark.parametrize("lifecycle", HOUSE.values(), ids=HOUSE)
def test_the_database_sums_states_as_python_does(session: Session, lifecycle: Lifecycle) -> None:
    rows = union_all(*(select(literal(s.value).label("status")) for s in lifecycle.all()))
    column = rows.subquery().c.status
    for states in _sums(lifecycle):
        inside = session.execute(select(column).where(states.holds(column))).scalars()
        assert set(inside) == set(states)
        outside = select(column).where(text(states.outside()))
        assert set(session.execute(outside).scalars()) == set(lifecycle.all() - states)


def _sums(lifecycle: Lifecycle) -> Iterable[StateSet]:
    traits = {trait for state in lifecycle.table.values() for trait in state.traits}
    yield from (lifecycle.having(trait) for trait in sorted(traits))
    yield from (lifecycle.owned_by(owner) for owner in Owner if lifecycle.owned_by(owner))
    yield from (lifecycle.sources(schritt) for schritt in lifecycle.ways)
    yield lifecycle.all()


def test_the_column_of_a_check_can_be_called_otherwise() -> None:
    assert LIGHTS.having(Merkmal.hell).outside("stand") == "stand NOT IN ('gelb', 'gruen')"
