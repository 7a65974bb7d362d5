"""Deleting at night: once whoever works, killed and gone on, confirmed before the first time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlmodel import Session, col, select

from app.auth.permissions import Rolle
from app.casework.deletion import OVERWRITING, Loeschart, Loeschfrist, Loeschlauf, Loeschzahl
from app.casework.door import Feature, Features
from app.casework.retention import BATCH, Period, Retention, Rows
from app.casework.runs import confirm, failures, unconfirmed
from app.casework.sweeping import LEASE, claim, night_of, nightly, run_now
from app.clock import BERLIN
from app.commands.aufraeumen import tidy
from app.db import session_for
from app.errors import StepNotPossible
from app.mail.models import Mail
from app.settings import Settings
from tests.support.cast import actor_for
from tests.support.clock import FixedNow
from tests.support.database import engine_of
from tests.support.factories import eine_mitarbeiterin

pytestmark = pytest.mark.both


def _due(before: datetime) -> Any:
    return select(col(Mail.id)).where(col(Mail.angelegt_am) < before)


def _delete(session: Session, _settings: Settings, ids: Sequence[int], _at: datetime) -> None:
    for row in session.exec(select(Mail).where(col(Mail.id).in_(ids))):
        session.delete(row)


def _retention(name: str = "probe", **changes: Any) -> Retention:
    values = {
        "name": name,
        "what": "Mails",
        "period": Period(days=30),
        "after": "nach dem Schreiben",
        "art": Loeschart.geloescht,
        "columns": ("mail.text",),
        "sweep": Rows(_due, (Mail,), _delete),
        "announced": True,
    }
    return Retention(**values | changes)


def _house(*retentions: Retention) -> Features:
    return Features((Feature("probe", retentions=retentions or (_retention(),)),))


def _mails(session: Session, count: int, at: datetime) -> None:
    for n in range(count):
        session.add(
            Mail(
                message_id=f"{at:%Y%m%d}-{n}",
                thread="I-2026-00001",
                empfaenger="rosa@post.example",
                betreff="Betreff",
                text="Text",
                html="<p>Text</p>",
                zustand="wartet",
                angelegt_am=at,
                naechster_versuch_am=at,
            )
        )
    session.commit()


def _confirm_all(session: Session, at: datetime) -> None:
    person = actor_for(eine_mitarbeiterin(session, Rolle.administration), Rolle.administration)
    waiting = unconfirmed(session)
    assert waiting is not None
    confirm(session, waiting.lauf.id or 0, by=person, at=at)
    session.commit()


def _left(session: Session) -> int:
    found = len(session.exec(select(Mail.id)).all())
    session.rollback()
    return found


def _counts(session: Session) -> list[tuple[int, bool]]:
    session.expire_all()
    rows = session.exec(select(Loeschzahl).order_by(col(Loeschzahl.lauf_id)))
    found = [(row.anzahl, row.probe) for row in rows]
    session.rollback()
    return found


def test_the_first_night_counts_and_the_next_deletes_what_was_confirmed(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    _mails(session, BATCH + 3, now)
    house = _house()
    now = now.advance(days=40)
    assert nightly(house).run(engine, settings, now) == 0
    assert (_left(session), _counts(session)) == (BATCH + 3, [(BATCH + 3, True)])
    _confirm_all(session, now)
    now = now.advance(days=1)
    assert nightly(house).run(engine, settings, now) == BATCH + 3
    assert (_left(session), _counts(session)[1:]) == (0, [(BATCH + 3, False)])


def test_what_is_younger_than_its_period_stays(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    run_now(_house(), engine, settings, at=now, dry=True)
    _confirm_all(session, now)
    _mails(session, 1, now)
    nightly(_house()).run(engine, settings, now.advance(days=29))
    assert _left(session) == 1
    nightly(_house()).run(engine, settings, now.advance(days=2))
    assert _left(session) == 0


def test_a_new_period_begins_on_the_day_of_the_upgrade(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    house = _house(_retention(announced=False))
    _mails(session, 1, now)
    upgrade = now.advance(days=365)
    run_now(house, engine, settings, at=upgrade, dry=True)
    assert _counts(session) == [(0, True)]
    _confirm_all(session, upgrade)
    assert nightly(house).run(engine, settings, upgrade + timedelta(days=29)) == 0
    assert nightly(house).run(engine, settings, upgrade + timedelta(days=31)) == 1


def test_a_retention_that_comes_later_waits_for_its_own_confirmation(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    run_now(_house(), engine, settings, at=now, dry=True)
    _confirm_all(session, now)
    assert unconfirmed(session) is None
    session.rollback()
    _mails(session, 2, now)
    later = now.advance(days=50)
    house = _house(_retention("spaeter"), _retention())
    counts = run_now(house, engine, settings, at=later, dry=False)
    assert [(c.retention.name, c.count, c.dry) for c in counts] == [
        ("spaeter", 2, True),
        ("probe", 2, False),
    ]
    waiting = unconfirmed(session)
    assert waiting is not None
    assert [zahl.frist for zahl in waiting.zahlen] == ["spaeter"]


def test_confirming_twice_is_too_late(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    run_now(_house(), engine, settings, at=now, dry=True)
    waiting = unconfirmed(session)
    _confirm_all(session, now)
    assert waiting is not None
    person = actor_for(eine_mitarbeiterin(session, Rolle.administration), Rolle.administration)
    with pytest.raises(StepNotPossible):
        confirm(session, waiting.lauf.id or 0, by=person, at=now)


def test_of_many_workers_one_has_the_night(engine: Engine, now: FixedNow) -> None:
    start = Barrier(6)

    def work(_n: int) -> int | None:
        start.wait()
        return claim(engine, night_of(now), at=now)

    with ThreadPoolExecutor(6) as pool:
        claims = list(pool.map(work, range(6)))
    assert len([found for found in claims if found is not None]) == 1


def test_a_night_is_done_once(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    for hours in (0, 1, 2):
        nightly(_house()).run(engine, settings, now + timedelta(hours=hours))
    assert len(session.exec(select(Loeschlauf)).all()) == 1


def test_before_two_in_the_morning_it_is_still_the_night_before() -> None:
    late, early = datetime(2026, 3, 1, 1, 59, tzinfo=BERLIN), datetime(2026, 3, 1, 2, tzinfo=BERLIN)
    assert (night_of(late).day, night_of(early).day) == (28, 1)


class Killed(BaseException):
    """Nothing in the portal catches it, as nothing catches SIGKILL."""


def test_killed_between_two_batches_another_goes_on_and_the_count_is_right(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    run_now(_house(), engine, settings, at=now, dry=True)
    _confirm_all(session, now)
    _mails(session, 2 * BATCH + 1, now)
    seen: list[int] = []

    def dies(session: Session, settings: Settings, ids: Sequence[int], at: datetime) -> None:
        _delete(session, settings, ids, at)
        seen.append(len(ids))
        if len(seen) == 2:
            raise Killed

    night = now.advance(days=40)
    dying = _house(_retention(sweep=Rows(_due, (Mail,), dies)))
    with pytest.raises(Killed):
        nightly(dying).run(engine, settings, night)
    assert _left(session) == BATCH + 1
    assert nightly(_house()).run(engine, settings, night + LEASE / 2) == 0
    assert nightly(_house()).run(engine, settings, night + 2 * LEASE) == BATCH + 1
    assert _counts(session)[-1] == (2 * BATCH + 1, False)
    assert session.exec(select(Loeschlauf.beendet_am).order_by(col(Loeschlauf.id).desc())).first()


def test_one_that_fails_keeps_no_other_from_its_turn(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    def fails(_before: datetime) -> Any:
        raise RuntimeError("the query is wrong")

    broken = _retention("kaputt", sweep=Rows(fails, (Mail,), _delete))
    house = _house(broken, _retention())
    for _night in range(2):
        nightly(house).run(engine, settings, now)
        now = now.advance(days=1)
        if _night == 0:
            _confirm_all(session, now)
            _mails(session, 1, now - timedelta(days=60))
    assert _left(session) == 0


class Broken:
    """A retention whose deleting fails until it is mended."""

    mended = False

    def __call__(
        self, session: Session, settings: Settings, ids: Sequence[int], at: datetime
    ) -> None:
        if not self.mended:
            raise RuntimeError("the statement is wrong")
        _delete(session, settings, ids, at)


def _failing(session: Session) -> tuple[list[str], datetime] | None:
    found = failures(session)
    session.rollback()
    return (list(found.names), found.since) if found else None


def test_what_failed_is_known_until_a_later_run_gets_it_done(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    action = Broken()
    house = _house(_retention(sweep=Rows(_due, (Mail,), action)))
    run_now(house, engine, settings, at=now, dry=True)
    _confirm_all(session, now)
    _mails(session, 1, now)
    first = now.advance(days=40)
    nightly(house).run(engine, settings, first)
    nightly(house).run(engine, settings, first + timedelta(days=1))
    assert _failing(session) == (["probe"], first)
    run_now(house, engine, settings, at=first + timedelta(days=2), dry=True)
    assert _failing(session) == (["probe"], first), "counting shows nothing"
    action.mended = True
    counts = run_now(house, engine, settings, at=first + timedelta(days=2), dry=False)
    assert [(count.count, count.broke) for count in counts] == [(1, False)]
    assert _failing(session) is None


def test_what_fails_no_more_because_it_is_gone_is_forgotten(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    def fails(_before: datetime) -> Any:
        raise RuntimeError("the query is wrong")

    broken = _retention("kaputt", sweep=Rows(fails, (Mail,), _delete))
    nightly(_house(broken)).run(engine, settings, now)
    assert _failing(session) == (["kaputt"], now)
    nightly(_house()).run(engine, settings, now + timedelta(days=1))
    assert _failing(session) is None


@pytest.mark.sqlite
def test_a_log_that_somebody_still_reads_is_a_failure(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    """What is deleted lies in it, so the night is not done before it is emptied."""
    run_now(_house(), engine, settings, at=now, dry=True)
    _confirm_all(session, now)
    _mails(session, 1, now)
    with engine_of(engine.url.render_as_string()) as hasty:
        # An engine of its own: the worker's outlives this test.
        patience = "PRAGMA busy_timeout = 50"
        event.listen(hasty, "checkout", lambda raw, *_: raw.execute(patience))
        _try_while_somebody_reads(session, hasty, settings, now)


def _try_while_somebody_reads(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    night = now.advance(days=40)
    with session_for(engine, write=False) as reader:
        assert reader.exec(select(Mail.id)).all()
        nightly(_house()).run(engine, settings, night)
        assert _failing(session) == ([OVERWRITING], night)
    nightly(_house()).run(engine, settings, night + timedelta(days=1))
    assert _failing(session) is None


def test_every_table_is_cleared_whatever_the_retention_names(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    """On PostgreSQL: the dead rows of a table that `columns` leave out are gone as well."""
    if engine.dialect.name == "sqlite":
        return  # its file is searched byte by byte in test_leftovers
    house = _house(_retention(columns=("idee.titel",)))
    run_now(house, engine, settings, at=now, dry=True)
    _confirm_all(session, now)
    _mails(session, 5, now)
    nightly(house).run(engine, settings, now.advance(days=40))
    size = session.execute(text("SELECT pg_relation_size('mail')")).scalar_one()
    assert size == 0, "VACUUM gives empty pages back"


def test_what_somebody_holds_waits_for_another_night(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    if engine.dialect.name == "sqlite":
        return  # one writer at a time
    run_now(_house(), engine, settings, at=now, dry=True)
    _confirm_all(session, now)
    _mails(session, 2, now)
    with session_for(engine, write=True) as other:
        other.exec(select(Mail).order_by(col(Mail.id)).limit(1).with_for_update()).one()
        assert nightly(_house()).run(engine, settings, now.advance(days=40)) == 1
    assert nightly(_house()).run(engine, settings, now.advance(days=1)) == 1


def test_the_command_prints_counts_and_a_dry_run_changes_nothing(
    session: Session,
    engine: Engine,
    settings: Settings,
    now: FixedNow,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _mails(session, 3, now)
    later = now.advance(days=40)
    tidy(engine, settings, at=later, dry=True, features=_house())
    assert "probe: 3 would be deleted" in capsys.readouterr().out
    tidy(engine, settings, at=later, dry=False, features=_house())
    assert "/intern/loeschlauf" in capsys.readouterr().out
    assert _left(session) == 3
    _confirm_all(session, later)
    tidy(engine, settings, at=later, dry=True, features=_house())
    assert _left(session) == 3
    (count,) = tidy(engine, settings, at=later, dry=False, features=_house())
    assert (count.count, count.dry, _left(session)) == (3, False, 0)


def test_a_confirmation_names_who_gave_it(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    run_now(_house(), engine, settings, at=now, dry=True)
    _confirm_all(session, now)
    frist = session.exec(select(Loeschfrist)).one()
    assert (frist.gilt_seit, frist.bestaetigt_am) == (now, now)
    assert frist.bestaetigt_von_id is not None
