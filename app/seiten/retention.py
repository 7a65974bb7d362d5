"""Reports of barriers, and what the portal itself does not store but tells of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.casework.deletion import Loeschart
from app.casework.retention import Period, Retention, Rows
from app.i18n import _l
from app.mail.models import Mail
from app.settings import Settings

THREAD = "B-"
"""How the threads of reports begin."""


def _reports(before: datetime) -> SelectOfScalar[Any]:
    report = col(Mail.thread).startswith(THREAD)
    return select(col(Mail.id)).where(report, col(Mail.angelegt_am) < before)


def _delete(session: Session, _settings: Settings, ids: Sequence[int], _at: datetime) -> None:
    session.execute(delete(Mail).where(col(Mail.id).in_(ids)))


RETENTIONS = (
    Retention(
        "meldung_barriere",
        _l("Meldungen über Barrieren"),
        Period(months=12),
        _l("nach dem Eingang"),
        Loeschart.geloescht,
        ("mail.betreff", "mail.text", "mail.html"),
        Rows(_reports, (Mail,), _delete),
        announced=True,
    ),
    Retention(
        "protokoll_server",
        _l("Protokoll des Servers"),
        Period(days=7),
        _l("nach dem Besuch"),
        Loeschart.geloescht,
        announced=True,
    ),
)
