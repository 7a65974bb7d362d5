"""What was uploaded and never sent: swept by its retention alone, and counted."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.casework.deletion import Loeschzahl
from app.casework.runs import unconfirmed
from app.casework.sweeping import nightly
from app.features import FEATURES
from app.files.intake import LIFETIME, stage
from app.files.store import STAGING, open_store
from app.settings import Settings
from tests.files import samples


def _staged(settings: Settings) -> int:
    return len(list(open_store(settings).listed(STAGING)))


def test_the_first_night_deletes_what_was_never_sent_without_asking_anybody(
    session: Session, engine: Engine, settings: Settings
) -> None:
    stage(samples.encoded("JPEG"), "Fest.jpg", settings)
    # The store dates its objects by the machine's clock.
    at = (datetime.now(UTC) + LIFETIME + timedelta(days=1)).replace(hour=12)
    for job in FEATURES.jobs:
        job.run(engine, settings, at)
    assert _staged(settings) == 2
    nightly(FEATURES).run(engine, settings, at)
    assert _staged(settings) == 0
    counts = select(Loeschzahl).where(Loeschzahl.frist == "dateien_probe", ~col(Loeschzahl.probe))
    assert session.exec(counts).one().anzahl == 2
    waiting = unconfirmed(session)
    assert waiting is not None
    assert "dateien_probe" not in {zahl.frist for zahl in waiting.zahlen}
