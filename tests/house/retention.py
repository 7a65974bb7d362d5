"""What doors leave out of how long something personal stays."""

from collections.abc import Iterable, Iterator

from sqlalchemy import MetaData

from app.casework.door import Features
from app.casework.retention import Retention
from tests.support.columns import text_columns


def retention_faults(features: Features, tables: Iterable[MetaData]) -> Iterator[str]:
    """Every text column has its time, or a reason why it stays; and every retention says all."""
    columns = {f"{c.table.name}.{c.name}" for metadata in tables for c in text_columns(metadata)}
    timed = {column for retention in features.retentions for column in retention.columns}
    stays = _whole(features.stays, columns)
    yield from (
        f"{column} is neither in a retention nor in `stays`"
        for column in sorted(columns - timed - stays)
    )
    yield from (f"{c} is in a retention and in `stays`" for c in sorted(timed & stays))
    yield from (f"{c} is in a retention, and there is none" for c in sorted(timed - columns))
    yield from (
        f"{c} is in `stays`, and there is none" for c in features.stays if not _whole([c], columns)
    )
    yield from (f"{c} stays for no reason" for c, why in features.stays.items() if not why.strip())
    names = [retention.name for retention in features.retentions]
    yield from (f"retention {n} is there twice" for n in sorted(set(names)) if names.count(n) > 1)
    yield from (
        f"retention {retention.name}: {fault}"
        for retention in features.retentions
        for fault in _of(retention)
    )


def _whole(names: Iterable[str], columns: set[str]) -> set[str]:
    """With "table.*" written out."""
    names = set(names)
    return {c for c in columns if c in names or f"{c.partition('.')[0]}.*" in names}


def _of(retention: Retention) -> Iterator[str]:
    period = retention.period
    if len(retention.name) > 40:
        yield "its name is too long for the log"
    if len([n for n in (period.hours, period.days, period.months, period.years) if n]) != 1:
        yield "its period is not one of hours, days, months and years"
    if not str(retention.what).strip() or not str(retention.after).strip():
        yield "does not say what it is about, or from when on"
