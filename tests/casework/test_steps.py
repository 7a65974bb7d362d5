"""What can be done now: by the lifecycle, by what stands in the way, and by the actor's rights."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.lifecycle import Lifecycle, Owner, State, Transition
from app.casework.office import Office
from app.casework.sender import SenderSide, SenderStep, dated
from app.casework.steps import NoInput, StaffStep
from app.errors import YES, StepNotPossible, Verdict
from app.history.words import Words
from tests.support.clock import FixedNow


class Stand(StrEnum):
    offen = "offen"
    fertig = "fertig"


class Schritt(StrEnum):
    erledigen = "erledigen"
    warten = "warten"
    oeffnen = "oeffnen"


LEBENSLAUF: Lifecycle[Stand] = Lifecycle(
    {
        Stand.offen: State("Offen", "neutral", Owner.staff),
        Stand.fertig: State("Fertig", "gut", Owner.nobody),
    },
    {
        Schritt.erledigen: Transition((Stand.offen,), (Stand.fertig,)),
        Schritt.warten: Transition((Stand.offen,)),
        Schritt.oeffnen: Transition((Stand.fertig,), (Stand.offen,)),
    },
    too_late="Das ist inzwischen anders.",
)
NOBODY = Actor()


@dataclass
class Item:
    status: Stand = Stand.offen
    due: datetime | None = None


def staff_step(schritt: Schritt, may: Verdict = YES, **more: Any) -> StaffStep[Item]:
    word = schritt.value.capitalize()
    return StaffStep(
        schritt, schritt.value, word, word, NoInput, _nothing, "", lambda _a, _i: may, **more
    )


def _nothing(*_args: object, **_values: object) -> None: ...


def office(*steps: StaffStep[Item]) -> Office[Item]:
    return Office(
        prefix="/intern/dinge",
        permission=Permission.intern,
        page="",
        fragment="",
        lifecycle=LEBENSLAUF,
        words=Words({}, sender=""),
        steps=steps,
        load=_load,
        screen=lambda *_args, **_more: {},
        due=lambda item: item.due,
    )


def _load(*_args: object, **_more: object) -> Item:
    return Item()


DONE = staff_step(Schritt.erledigen, kind="haupt")
WAIT = staff_step(Schritt.warten)
OPEN = staff_step(Schritt.oeffnen)
NOT_YOURS = Verdict("Das macht die Koordination.")


def test_the_state_decides_which_steps_there_are(now: FixedNow) -> None:
    desk = office(DONE, WAIT, OPEN)
    choice = desk.choice(NOBODY, Item(), at=now)
    assert (choice.main, choice.others, choice.refusals) == (DONE, [WAIT], [])
    choice = desk.choice(NOBODY, Item(Stand.fertig), at=now)
    assert (choice.main, choice.steps) == (None, [OPEN])
    desk.demand(DONE, Item(), at=now)
    with pytest.raises(StepNotPossible, match=LEBENSLAUF.too_late):
        desk.demand(OPEN, Item(), at=now)


def test_only_the_first_step_that_is_mine_can_be_the_main_one(now: FixedNow) -> None:
    later = staff_step(Schritt.erledigen, kind="haupt")
    choice = office(WAIT, later).choice(NOBODY, Item(), at=now)
    assert (choice.main, choice.others) == (None, [WAIT, later])


def test_refusals_name_the_steps_of_one_reason_together(now: FixedNow) -> None:
    first, second = (staff_step(s, NOT_YOURS) for s in (Schritt.erledigen, Schritt.warten))
    choice = office(first, second).choice(NOBODY, Item(), at=now)
    assert choice.steps == []
    assert choice.refusals == [("Erledigen, Warten", "Das macht die Koordination.")]
    silent = replace(second, optional=True)
    choice = office(first, silent).choice(NOBODY, Item(), at=now)
    assert choice.refusals == [("Erledigen", "Das macht die Koordination.")]


def test_a_hindrance_takes_the_step_away_as_long_as_it_lasts(now: FixedNow) -> None:
    def early(item: Item, at: datetime) -> str:
        return "Erst morgen." if item.due and at < item.due else ""

    step, item = staff_step(Schritt.erledigen, hindrance=early), Item(due=now + timedelta(days=1))
    desk = office(step)
    assert desk.choice(NOBODY, item, at=now).steps == []
    with pytest.raises(StepNotPossible, match=r"Erst morgen\."):
        desk.demand(step, item, at=now)
    assert desk.choice(NOBODY, item, at=item.due).steps == [step]
    desk.demand(step, item, at=item.due)


def sender_side(hindrance: Callable[[Item], str]) -> SenderSide[Item]:
    step = SenderStep(
        Schritt.erledigen, "erledigung", "", "", NoInput, _nothing, "", hindrance=hindrance
    )
    return SenderSide(LEBENSLAUF, (step,), {}, lambda _i: None, lambda *_args: [], "")


def test_the_sender_reads_what_stands_in_the_way() -> None:
    free = sender_side(lambda _item: "")
    step = free.step("erledigung")
    assert free.possible(Item()) == [step]
    free.demand(step, Item())
    with pytest.raises(StepNotPossible, match="inzwischen erledigt"):
        free.demand(step, Item(Stand.fertig))
    once = sender_side(lambda _item: "Nur einmal.")
    assert once.possible(Item()) == []
    with pytest.raises(StepNotPossible, match=r"Nur einmal\."):
        once.demand(once.step("erledigung"), Item())
    assert free.step("gibtsnicht") is None


def test_a_day_is_named_only_where_there_is_one(now: FixedNow) -> None:
    later = now + timedelta(minutes=1)
    assert dated("Bis zum %(bis)s.", now, now, Owner.staff) == "Bis zum 24. November 2026."
    assert dated("Bis zum %(bis)s.", None, now, Owner.staff).startswith("Ein Tag steht noch nicht")
    assert dated("Sie können loslegen. 100 %", None, now, Owner.office) == (
        "Sie können loslegen. 100 %"
    )
    assert "länger als versprochen" in dated("Bis zum %(bis)s.", now, later, Owner.staff)
    assert "melden Sie sich noch" in dated("Bis zum %(bis)s.", now, later, Owner.sender)
