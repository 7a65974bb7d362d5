"""How long a login is remembered after it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.auth.models import StaffSession
from app.casework.deletion import Loeschart
from app.casework.retention import Period, Retention, Rows
from app.i18n import _l
from app.settings import Settings


def _begun(before: datetime) -> SelectOfScalar[Any]:
    """No session lasts that long (Settings.session_absolute_hours)."""
    return select(col(StaffSession.id)).where(col(StaffSession.begonnen_am) < before)


def _delete(session: Session, _settings: Settings, ids: Sequence[int], _at: datetime) -> None:
    session.execute(delete(StaffSession).where(col(StaffSession.id).in_(ids)))


RETENTIONS = (
    Retention(
        "anmeldungen",
        _l("Anmeldungen von Menschen, die hier arbeiten"),
        Period(days=7),
        _l("nach der Anmeldung"),
        Loeschart.geloescht,
        ("staff_session.provider_sid", "staff_session.id_token_hint"),
        Rows(_begun, (StaffSession,), _delete),
    ),
)
