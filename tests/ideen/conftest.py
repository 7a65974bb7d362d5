"""What somebody types about a bank, and the ways with it."""

from typing import Any

import pytest
from sqlmodel import Session

from app.settings import Settings
from app.web import traps
from tests.support.clock import FixedNow
from tests.support.factories import ein_quartier


@pytest.fixture
def typed(session: Session, settings: Settings, now: FixedNow) -> dict[str, Any]:
    """A minute after the form was opened."""
    quartier = ein_quartier(session, slug="heslach", name="Heslach")
    session.commit()
    seal = traps.issue(settings, at=now)
    now.advance(seconds=60)
    return {
        "titel": "Bänke am Südheimer Platz",
        "text": "Beim Warten auf den Bus kann niemand sitzen.",
        "quartier": quartier.slug,
        "siegel": seal,
    }
