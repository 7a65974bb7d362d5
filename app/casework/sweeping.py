"""Running all retentions: each night once, whoever works, and by command.

A run is claimed by its row. Each batch is a transaction that also counts and renews the claim, so
whoever is killed leaves exact counts, and another goes on once the claim is over.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, update

from app.casework.deletion import (
    OVERWRITING,
    Loeschfehler,
    Loeschfrist,
    Loeschlauf,
    Loeschzahl,
)
from app.casework.door import Features, Job
from app.casework.retention import Retention, Sweep
from app.clock import BERLIN
from app.db import row_id, session_for, wipe
from app.settings import Settings

log = structlog.get_logger()

LEASE = timedelta(hours=1)
# A night belongs to the day it ends on: what begins before two o'clock is still the night before.
_MORNING = timedelta(hours=2)


@dataclass(frozen=True)
class Count:
    """`dry` says that nothing was changed: nobody has confirmed it, or nobody wanted it. Where it
    `broke`, the count stands in the log of runs, as far as it came."""

    retention: Retention
    count: int
    dry: bool
    broke: bool = False


@dataclass(frozen=True)
class _Run:
    engine: Engine
    settings: Settings
    lauf_id: int
    at: datetime
    started: float

    def until(self) -> datetime:
        """How long the claim holds from now on."""
        return self.at + timedelta(seconds=time.monotonic() - self.started) + LEASE


def nightly(features: Features) -> Job:
    """For the worker: the run of this night, unless somebody has it or had it."""

    def run(engine: Engine, settings: Settings, at: datetime) -> int:
        lauf_id = claim(engine, night_of(at), at=at)
        if lauf_id is None:
            return 0
        counts = sweep(features.retentions, engine, settings, lauf_id, at=at)
        return sum(count.count for count in counts if not count.dry)

    return Job("retention", run)


def run_now(
    features: Features, engine: Engine, settings: Settings, *, at: datetime, dry: bool
) -> list[Count]:
    """For the command: what is confirmed is done, everything else is counted."""
    with session_for(engine, write=True) as session:
        lauf = Loeschlauf(begonnen_am=at, belegt_bis=at + LEASE)
        session.add(lauf)
        session.commit()
    return sweep(features.retentions, engine, settings, row_id(lauf.id), at=at, dry=dry)


def night_of(at: datetime) -> date:
    return (at.astimezone(BERLIN) - _MORNING).date()


def claim(engine: Engine, nacht: date, *, at: datetime) -> int | None:
    """The id of this night's run, which is now ours; None where another has it or it is done."""
    with session_for(engine, write=True) as session:
        try:
            lauf = Loeschlauf(nacht=nacht, begonnen_am=at, belegt_bis=at + LEASE)
            session.add(lauf)
            session.commit()
        except IntegrityError:
            session.rollback()
        else:
            return lauf.id
        return _take_over(session, nacht, at)


def _take_over(session: Session, nacht: date, at: datetime) -> int | None:
    """Whoever held it has been silent for an hour."""
    found = session.execute(
        update(Loeschlauf)
        .where(
            col(Loeschlauf.nacht) == nacht,
            col(Loeschlauf.beendet_am).is_(None),
            col(Loeschlauf.belegt_bis) <= at,
        )
        .values(belegt_bis=at + LEASE)
        .returning(col(Loeschlauf.id))
    ).scalar_one_or_none()
    session.commit()
    return found


def sweep(
    retentions: Iterable[Retention],
    engine: Engine,
    settings: Settings,
    lauf_id: int,
    *,
    at: datetime,
    dry: bool = False,
) -> list[Count]:
    """All of them, in the order of the doors. One that fails keeps no other from its turn, and is
    known after the run (`Loeschfehler`)."""
    run = _Run(engine, settings, lauf_id, at, time.monotonic())
    _forget_failures(run)
    counts = []
    for retention in retentions:
        if retention.sweep is None:
            continue
        try:
            counts.append(_one(run, retention, dry=dry))
        except Exception:
            log.exception("retention failed", retention=retention.name)
            _fail(run, retention.name)
            counts.append(Count(retention, 0, dry, broke=True))
    if not dry:
        _wipe(run)
    _end(run)
    return counts


def _wipe(run: _Run) -> None:
    """Where it fails the rows are gone all the same; what is left of them goes with the next
    night."""
    try:
        done = wipe(run.engine)
    except Exception:
        log.exception("could not wipe")
        done = False
    if not done:
        log.error("deleted rows are not overwritten yet")
        _fail(run, OVERWRITING)


def _fail(run: _Run, frist: str) -> None:
    with session_for(run.engine, write=True) as session:
        session.add(Loeschfehler(lauf_id=run.lauf_id, frist=frist))
        session.commit()


def _forget_failures(run: _Run) -> None:
    """Whoever takes a run over tries everything once more."""
    with session_for(run.engine, write=True) as session:
        session.execute(delete(Loeschfehler).where(col(Loeschfehler.lauf_id) == run.lauf_id))
        session.commit()


def _one(run: _Run, retention: Retention, *, dry: bool) -> Count:
    before = retention.period.before(run.at)
    if retention.asks:
        frist = _enrol(run, retention)
        dry = dry or frist.bestaetigt_am is None
        if not retention.begins(before, frist.gilt_seit):
            return _note(run, retention, 0, dry=dry)
    if dry:
        return _note(run, retention, _due(run, retention, before), dry=True)
    return _forget(run, retention, before)


def _enrol(run: _Run, retention: Retention) -> Loeschfrist:
    """A retention that is new here begins now, and waits for somebody's confirmation."""
    with session_for(run.engine, write=True) as session:
        frist = session.get(Loeschfrist, retention.name)
        if frist is None:
            frist = Loeschfrist(name=retention.name, gilt_seit=run.at)
            session.add(frist)
            session.commit()
        return frist


def _due(run: _Run, retention: Retention, before: datetime) -> int:
    with session_for(run.engine, write=False) as session:
        return _sweep_of(retention).count(session, run.settings, before)


def _note(run: _Run, retention: Retention, count: int, *, dry: bool) -> Count:
    with session_for(run.engine, write=True) as session:
        _row(session, run, retention, dry=dry).anzahl += count
        session.commit()
    return Count(retention, count, dry)


def _forget(run: _Run, retention: Retention, before: datetime) -> Count:
    after: int | None = 0
    total = 0
    while after is not None:
        with session_for(run.engine, write=True) as session:
            batch = _sweep_of(retention).forget(
                session, run.settings, before=before, at=run.at, after=after
            )
            _row(session, run, retention, dry=False).anzahl += batch.count
            _renew(session, run)
            session.commit()
        after, total = batch.last, total + batch.count
    return Count(retention, total, False)


def _sweep_of(retention: Retention) -> Sweep:
    if retention.sweep is None:
        raise ValueError(f"{retention.name} is not ours to delete")
    return retention.sweep


def _row(session: Session, run: _Run, retention: Retention, *, dry: bool) -> Loeschzahl:
    """This run's count. Counting begins anew each time, deleting goes on where it was killed."""
    row = session.get(Loeschzahl, (run.lauf_id, retention.name))
    if row is None:
        row = Loeschzahl(lauf_id=run.lauf_id, frist=retention.name, art=retention.art, probe=dry)
        session.add(row)
    elif dry or row.probe:
        row.probe, row.anzahl = dry, 0
    return row


def _renew(session: Session, run: _Run) -> None:
    mine = col(Loeschlauf.id) == run.lauf_id
    session.execute(update(Loeschlauf).where(mine).values(belegt_bis=run.until()))


def _end(run: _Run) -> None:
    with session_for(run.engine, write=True) as session:
        mine = col(Loeschlauf.id) == run.lauf_id
        session.execute(update(Loeschlauf).where(mine).values(beendet_am=run.until() - LEASE))
        session.commit()
