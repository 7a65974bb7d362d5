"""An Antrag in any state, for the tests of the house that walk every kind."""

from datetime import datetime
from typing import Any

from app.antraege.status import Antragsstatus
from tests.support.cast import Cast


def example(cast: Cast, status: Antragsstatus, day: datetime) -> Any:
    """Whatever it promises is due on `day`."""
    return cast.antrag(status, faellig_am=day)
