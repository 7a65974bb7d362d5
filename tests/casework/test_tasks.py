"""The desk over all features: one order by due date, and four piles."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.auth.actor import Actor
from app.casework.door import Feature, Features, Task
from app.casework.tasks import next_of, piles, task_for, tasks_of
from tests.support.clock import FixedNow

NOBODY = Actor()


def task(nummer: str, due: datetime | None, since: datetime) -> Task:
    return Task(nummer, "Titel", "Heslach", "Prüfen", since, due, f"/intern/{nummer}")


def of(*features: Sequence[Task]) -> Features:
    """Doors that have these tasks, and one that has none."""
    named = (
        Feature(f"feature{n}", tasks=(lambda _session, _actor, _at, rows=rows: rows,))
        for n, rows in enumerate(features)
    )
    return Features((Feature("ohne"), *named))


def numbers(tasks: Sequence[Task]) -> list[str]:
    return [task.vorgangsnummer for task in tasks]


def test_all_features_stand_in_one_order(now: FixedNow) -> None:
    soon, late, before = (now + timedelta(days=d) for d in (1, 9, -9))
    features = of(
        [task("I-4", late, now), task("I-6", None, before), task("I-3", soon, now)],
        [task("A-2", soon, before), task("A-5", None, before - timedelta(days=1))],
        [task("A-1", before, now), task("A-3", soon, now)],
    )
    order = ["A-1", "A-2", "A-3", "I-3", "I-4", "A-5", "I-6"]
    assert numbers(tasks_of(features, None, NOBODY, at=now)) == order


def walk(tasks: Sequence[Task], start: str) -> list[str]:
    """From a task on, each passed over, until every one was seen."""
    seen, one = [start], task_for(tasks, start)
    while one := next_of(tasks, seen, after=one):
        seen.append(one.vorgangsnummer)
    return seen


def test_next_is_what_comes_after_and_then_what_lies_before(now: FixedNow) -> None:
    tasks = [task(f"I-{n}", now + timedelta(days=n), now) for n in range(1, 6)]
    assert walk(tasks, "I-3") == ["I-3", "I-4", "I-5", "I-1", "I-2"]
    assert walk(tasks, "I-1") == ["I-1", "I-2", "I-3", "I-4", "I-5"]
    assert walk(tasks[:1], "I-1") == ["I-1"]


def test_the_same_work_comes_first_then_the_same_kind_of_vorgang(now: FixedNow) -> None:
    tasks = [
        replace(task(number, now + timedelta(days=day), now), was=was, work=work)
        for day, (number, was, work) in enumerate(
            [
                ("A-1", "Antrag prüfen", ""),
                ("I-1", "Idee prüfen", "pruefen"),
                ("I-2", "Antwort geben", ""),
                ("I-3", "Widerspruch prüfen", "pruefen"),
                ("A-2", "Antrag prüfen", ""),
                ("I-4", "Antwort geben", ""),
            ]
        )
    ]
    assert walk(tasks, "I-1") == ["I-1", "I-3", "I-4", "I-2", "A-2", "A-1"]
    assert walk(tasks, "I-2")[:2] == ["I-2", "I-4"]
    assert walk(tasks, "A-1")[:2] == ["A-1", "A-2"]


def test_what_is_no_vorgang_is_never_the_next(now: FixedNow) -> None:
    assert walk([task("", now, now), task("I-1", now, now)], "I-1") == ["I-1"]


def test_piles_follow_the_days_of_berlin() -> None:
    """At 22:30 UTC in winter it is still the same day in Stuttgart, an hour later the next one."""
    at = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    tasks = [
        task("eben vorbei", at - timedelta(seconds=1), at),
        task("jetzt", at, at),
        task("vor Mitternacht", at + timedelta(minutes=29), at),
        task("nach Mitternacht", at + timedelta(minutes=31), at),
        task("siebter Tag", at + timedelta(days=7), at),
        task("achter Tag", at + timedelta(days=7, minutes=31), at),
        task("ohne Tag", None, at),
    ]
    assert [(pile.name, numbers(pile.tasks)) for pile in piles(tasks, at=at)] == [
        ("Überfällig", ["eben vorbei"]),
        ("Heute", ["jetzt", "vor Mitternacht"]),
        ("In den nächsten sieben Tagen", ["nach Mitternacht", "siebter Tag"]),
        ("Später", ["achter Tag", "ohne Tag"]),
    ]


def test_a_pile_that_holds_nothing_is_not_there(now: FixedNow) -> None:
    assert piles([], at=now) == []
    assert [pile.name for pile in piles([task("I-1", now, now)], at=now)] == ["Heute"]
