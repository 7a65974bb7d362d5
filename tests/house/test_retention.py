"""What can hold something personal has its time, or a reason why it stays."""

import pytest

from app.casework.retention import Retention
from app.features import FEATURES
from app.models import metadata
from tests.house.source import ROOT
from tests.support.columns import text_columns

_COLUMNS = {f"{column.table.name}.{column.name}" for column in text_columns(metadata)}


def _whole(columns: list[str]) -> set[str]:
    """With "table.*" written out."""
    wide = {name.removesuffix("*") for name in columns if name.endswith(".*")}
    return {
        column
        for column in _COLUMNS
        if column in columns or column[: column.index(".") + 1] in wide
    }


def _of_retentions() -> set[str]:
    return {column for retention in FEATURES.retentions for column in retention.columns}


def test_every_text_column_has_its_time_or_a_reason_to_stay() -> None:
    told = _of_retentions() | _whole(list(FEATURES.stays))
    assert sorted(_COLUMNS - told) == [], "neither in a Retention nor in a door's `stays`"


def test_nothing_is_told_twice_and_nothing_of_what_is_gone() -> None:
    assert sorted(_of_retentions() & _whole(list(FEATURES.stays))) == []
    assert sorted(_of_retentions() - _COLUMNS) == []
    tables = {column.partition(".")[0] for column in _COLUMNS}
    gone = [c for c in FEATURES.stays if c not in _COLUMNS and c.removesuffix(".*") not in tables]
    assert gone == []
    assert all(reason.strip() for reason in FEATURES.stays.values())


@pytest.mark.parametrize("retention", FEATURES.retentions, ids=lambda r: r.name)
def test_a_retention_says_all(retention: Retention) -> None:
    assert len(retention.name) <= 40
    assert str(retention.what).strip()
    assert retention.sentence.startswith(retention.period.words)
    parts = (retention.period.hours, retention.period.days)
    parts += (retention.period.months, retention.period.years)
    assert len([part for part in parts if part]) == 1


def test_names_are_their_own() -> None:
    names = [retention.name for retention in FEATURES.retentions]
    assert len(names) == len(set(names))


def test_only_the_log_of_the_server_is_the_operators_duty() -> None:
    """And they are told of it."""
    left = [retention.name for retention in FEATURES.retentions if retention.sweep is None]
    assert left == ["protokoll_server"]
    assert "Protokoll" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_periods_stand_on_the_page_by_their_declarations_alone() -> None:
    for name in ("_datenschutz_dauer", "_datenschutz_wozu", "datenschutz"):
        text = (ROOT / f"templates/seiten/{name}.html").read_text(encoding="utf-8")
        assert not [w for w in ("Tage", "Monate", "Jahre", "Tagen") if f" {w}" in text], name
