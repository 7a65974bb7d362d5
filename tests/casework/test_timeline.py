"""The lines of a trail: what happened, what is promised, what is waited for."""

from datetime import timedelta
from enum import StrEnum

import pytest

from app.casework.timeline import Line, awaited, done_lines, due
from app.history.models import ActorKind, Step
from app.history.words import Words
from tests.support.clock import FixedNow

OURS = "Das dauert länger als versprochen. Wir haben es auf dem Tisch."
THEIRS = "Der Tag ist vorbei. Bitte melden Sie sich noch."


class Schritt(StrEnum):
    fragen = "fragen"


WORDS = Words({Schritt.fragen: "nachgefragt"}, sender="Absender*in", former={"bitten": "fragen"})


@pytest.mark.parametrize("line", [due, awaited])
def test_what_is_to_come_says_until_when_and_how_long_that_is(line, now: FixedNow) -> None:
    until = now + timedelta(days=12)
    assert line("Prüfung", until, now) == Line("Prüfung bis", "jetzt", until, "in 12 Tagen")


@pytest.mark.parametrize(("line", "told"), [(due, OURS), (awaited, THEIRS)])
def test_a_day_that_is_over_is_told_to_whom_it_concerns(line, told: str, now: FixedNow) -> None:
    until = now - timedelta(seconds=1)
    assert line("Prüfung", until, now) == Line("Prüfung", "jetzt", until, told)
    assert line("Prüfung", now, now).text == "Prüfung bis"


def test_staff_read_who_did_what_and_why(now: FixedNow) -> None:
    steps = [
        step("fragen", now, ActorKind.staff, actor_name="Karla Koord", reason_v1="Wo genau?"),
        step("bitten", now, ActorKind.resident),
        step("fragen", now, ActorKind.system, amount_cent=40_000),
        step("email_aendern", now, ActorKind.resident),
    ]
    assert done_lines(WORDS, steps) == [
        Line("nachgefragt", "fertig", now, "Karla Koord: Wo genau?"),
        Line("nachgefragt", "fertig", now, "Absender*in"),
        Line("nachgefragt: 400,00\u202fEUR", "fertig", now, "Portal"),
    ]


def step(name: str, at: FixedNow, kind: ActorKind, **values: object) -> Step:
    return Step(thread="I-2026-00001", step=name, actor_kind=kind, at=at, **values)
