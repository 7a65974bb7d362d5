"""An Idee in any state, for the tests of the house that walk every kind."""

from datetime import datetime
from typing import Any

from app.ideen.queries import of_vorgang
from app.ideen.status import Ideenstatus
from tests.support.cast import Cast
from tests.support.factories import eine_idee


def example(cast: Cast, status: Ideenstatus, day: datetime) -> Any:
    """Whatever it promises is due on `day`."""
    row = eine_idee(cast.session, status, quartier=cast.quartier, pruefen_bis=day, antwort_bis=day)
    return of_vorgang(cast.session, row.vorgang_id)
