"""Every date that people read has somebody or something that watches it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, SQLModel

from app.casework.lifecycle import Owner
from app.features import FEATURES
from app.ideen.steps.moderation import PRUEFEN_WERKTAGE
from tests.house.dates import DATES, Desk, Passing, Past, Reader, Sweep, found, is_named, watches
from tests.house.desks import on_all_desks
from tests.house.kinds import KINDS
from tests.house.source import templates
from tests.support.cast import cast_for
from tests.support.each import each
from tests.support.texts import messages


def test_every_date_is_listed_with_its_watcher() -> None:
    dates = found(templates(), messages())
    assert sorted(date for date in dates if not is_named(*date)) == []


def test_nothing_is_listed_that_nobody_reads_any_more() -> None:
    dates = found(templates(), messages())
    stale = [
        (place, name)
        for place, names in DATES.items()
        for name in names
        if not any(p == place and date.startswith(name) for p, date in dates)
    ]
    assert stale == []


@each(
    "source",
    [
        '{{ _("Bis zum %(tag)s rufen wir an.", tag=item.beginn | datum) }}',
        "<p>{{ (item.beginn or heute) | vor }}</p>",
        '{{ _("Wir antworten innerhalb von zwei Wochen.") }}',
        '{{ _("Nach 90 Tagen ist es weg.") }}',
        '{{ _("Wir löschen das sofort.") }}',
        "{{ neue_frist.sentence }}",
    ],
)
def test_a_new_date_is_found_and_has_no_watcher(source: str) -> None:
    text = source.split('"')[1] if '"' in source else ""
    ((place, date),) = found(
        {"seiten/hilfe.html": source}, [(text, ["templates/seiten/hilfe.html"])]
    )
    assert place in DATES
    assert not is_named(place, date)


def test_every_retention_that_is_named_exists() -> None:
    known = {retention.name for retention in FEATURES.retentions}
    named = {n for w in watches() if isinstance(w, Sweep) for n in w.retentions}
    assert known
    assert named <= known


def test_every_past_event_is_stored() -> None:
    columns = {f"{t.name}.{c.name}" for t in SQLModel.metadata.sorted_tables for c in t.columns}
    assert {w.column for w in watches() if isinstance(w, Past)} <= columns


def test_what_passes_by_itself_is_told_by_code_that_exists() -> None:
    everything = "\n".join(templates().values())
    told = [w.by for w in watches() if isinstance(w, Passing)]
    assert [by for by in told if isinstance(by, str) and by not in everything] == []
    assert all(callable(by) or isinstance(by, property | str) for by in told)
    assert all(w.why for w in watches() if isinstance(w, Reader))


@pytest.mark.parametrize("column", sorted(w.column for w in watches() if isinstance(w, Desk)))
def test_every_column_that_a_desk_watches_makes_a_task_due(session: Session, column: str) -> None:
    cast = cast_for(session)
    table, name = column.split(".")
    kind, make = KINDS[table]
    day, another = cast.now + timedelta(days=11), cast.now + timedelta(days=5)
    for status in kind.lifecycle.owned_by(Owner.staff):
        setattr(make(cast, status, another), name, day)
    session.flush()
    assert day in {task.due for task in on_all_desks(cast, at=cast.now)}


def test_the_help_names_the_days_of_the_desk() -> None:
    assert PRUEFEN_WERKTAGE == 3
    assert "innerhalb von drei Arbeitstagen" in templates()["seiten/hilfe.html"]
