"""The desk over all features: one order by due date, and four piles."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from app.auth.actor import Actor
from app.casework.door import Feature, Features, Task
from app.casework.tasks import next_task, piles, tasks_of
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


def test_what_was_just_worked_on_is_not_the_next(now: FixedNow) -> None:
    features = of([task("I-1", now, now), task("I-2", now, now)])
    assert next_task(features, None, NOBODY, at=now, besides="I-1").vorgangsnummer == "I-2"
    assert next_task(features, None, NOBODY, at=now, besides="I-2").vorgangsnummer == "I-1"
    alone = of([task("I-1", now, now)])
    assert next_task(alone, None, NOBODY, at=now, besides="I-1") is None


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
