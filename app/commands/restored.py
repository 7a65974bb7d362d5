"""`quartier restored`: what has to be done once after a backup was put back."""

from sqlalchemy import Engine

from app.casework.door import Features
from app.clock import utc_now
from app.db import session_for
from app.features import FEATURES
from app.vorgaenge.actions import skip_numbers


def restored(engine: Engine, features: Features = FEATURES) -> int:
    """Numbers given since the backup are lost with it and stand on paper: none of them comes a
    second time. Returns how many numbers each range skips."""
    with session_for(engine, write=True) as session:
        skipped = skip_numbers(session, [kind.art for kind in features.kinds], at=utc_now())
        session.commit()
    return skipped
