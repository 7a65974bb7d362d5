"""What was uploaded and never sent: swept by its retention alone, and counted."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.auth.permissions import Rolle
from app.casework.deletion import Loeschzahl
from app.casework.runs import confirm, unconfirmed
from app.casework.sweeping import nightly
from app.features import FEATURES
from app.files.intake import LIFETIME, stage
from app.files.store import STAGING, open_store
from app.settings import Settings
from tests.files import samples
from tests.support.cast import actor_for
from tests.support.factories import eine_mitarbeiterin


def _staged(settings: Settings) -> int:
    return len(list(open_store(settings).listed(STAGING)))


def test_the_night_counts_what_was_never_sent(
    session: Session, engine: Engine, settings: Settings
) -> None:
    stage(samples.encoded("JPEG"), "Fest.jpg", settings)
    # The store dates its objects by the machine's clock.
    at = (datetime.now(UTC) + LIFETIME + timedelta(days=1)).replace(hour=12)
    nightly(FEATURES).run(engine, settings, at)
    waiting = unconfirmed(session)
    assert waiting is not None
    by = actor_for(eine_mitarbeiterin(session, Rolle.administration), Rolle.administration)
    confirm(session, waiting.lauf.id or 0, by=by, at=at)
    session.commit()
    for job in (*FEATURES.jobs, nightly(FEATURES)):
        job.run(engine, settings, at + timedelta(hours=1))
    assert _staged(settings) == 2
    nightly(FEATURES).run(engine, settings, at + timedelta(days=2))
    assert _staged(settings) == 0
    counts = select(Loeschzahl).where(Loeschzahl.frist == "dateien_probe", ~col(Loeschzahl.probe))
    assert session.exec(counts).one().anzahl == 2
