"""When what belongs to an Antrag goes: to the day."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.antraege.models import Antrag, Antragsteller
from app.antraege.retention import RETENTIONS
from app.antraege.status import Antragsstatus
from app.auth.models import Mitarbeiter
from app.clock import BERLIN
from app.db import session_for
from app.settings import Settings
from app.text.formats import NOTHING
from tests.support.cast import Cast
from tests.support.clock import FixedNow

pytestmark = pytest.mark.both

_BY_NAME = {retention.name: retention for retention in RETENTIONS}


@pytest.fixture
def due(engine: Engine, settings: Settings):  # type: ignore[no-untyped-def]
    """How many of a retention are due at that moment."""

    def count(name: str, at: datetime) -> int:
        retention = _BY_NAME[name]
        assert retention.sweep is not None
        with session_for(engine, write=False) as session:
            return retention.sweep.count(session, settings, retention.period.before(at))

    return count


def test_a_draft_goes_180_days_after_its_last_change(
    cast: Cast,
    session: Session,
    settings: Settings,
    now: FixedNow,
    due,  # type: ignore[no-untyped-def]
) -> None:
    antrag = cast.antrag(Antragsstatus.entwurf)
    session.commit()
    changed = antrag.geaendert_am
    assert due("antrag_entwurf", changed + timedelta(days=180)) == 0
    late = changed + timedelta(days=180, seconds=1)
    assert due("antrag_entwurf", late) == 1
    draft = _BY_NAME["antrag_entwurf"]
    assert draft.sweep is not None
    draft.sweep.forget(session, settings, before=draft.period.before(late), at=late, after=0)
    session.commit()
    assert session.exec(select(Antrag)).all() == []
    assert session.exec(select(Antragsteller)).all() == []


def test_accounts_are_closed_by_the_end_of_the_next_year(
    cast: Cast,
    session: Session,
    now: FixedNow,
    due,  # type: ignore[no-untyped-def]
) -> None:
    """Granted in 2026: closed in 2027, and the terms count from January 2028."""
    cast.bewilligt()
    session.commit()
    eve, day = datetime(2033, 12, 31, 23, tzinfo=BERLIN), datetime(2034, 1, 1, tzinfo=BERLIN)
    assert (due("antrag_belege", eve), due("antrag_belege", day)) == (0, 1)
    eve, day = datetime(2037, 12, 31, 23, tzinfo=BERLIN), datetime(2038, 1, 1, tzinfo=BERLIN)
    assert (due("antrag_buecher", eve), due("antrag_buecher", day)) == (0, 1)
    assert due("antrag_ohne_geld", day) == 0


def test_what_still_waits_for_a_decision_has_no_end(
    cast: Cast,
    session: Session,
    now: FixedNow,
    due,  # type: ignore[no-untyped-def]
) -> None:
    cast.geprueft()
    cast.votiert()
    session.commit()
    assert [due(name, now.replace(year=2060)) for name in _BY_NAME] == [0] * len(_BY_NAME)


def test_staff_read_that_something_was_deleted(
    cast: Cast,
    session: Session,
    settings: Settings,
    now: FixedNow,
    login,  # type: ignore[no-untyped-def]
) -> None:
    antrag = cast.antrag(Antragsstatus.abgelehnt)
    client = login(session.get_one(Mitarbeiter, cast.koordination.staff_id))
    late, sweep = now.replace(year=2029), _BY_NAME["antrag_ohne_geld"].sweep
    assert sweep is not None
    sweep.forget(session, settings, before=now + timedelta(days=1), at=late, after=0)
    session.commit()
    page = client.get(f"/intern/antraege/{antrag.vorgangsnummer}").text
    assert page.count("(gelöscht)") >= 2, "title and reason"
    assert NOTHING not in page
