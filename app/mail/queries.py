"""What pages for staff show of the outbox: never the recipient, never the text."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from app.mail.models import Mail, Zustellung


class MailState(NamedTuple):
    """Times are aware UTC; `letzter_fehler` is for the administration only."""

    id: int
    thread: str
    betreff: str
    zustand: Zustellung
    versuche: int
    letzter_fehler: str
    angelegt_am: datetime
    zugestellt_am: datetime | None


_COLUMNS = [col(getattr(Mail, name)) for name in MailState._fields]


def dead_letters(session: Session) -> list[MailState]:
    """What nobody tries to deliver any more, newest first."""
    query = (
        select(*_COLUMNS)
        .where(Mail.zustand == Zustellung.gescheitert)
        .order_by(col(Mail.angelegt_am).desc(), col(Mail.id).desc())
    )
    return _states(session.execute(query).all())


def mail_state(session: Session, thread: str) -> list[MailState]:
    """The mails of a thread, oldest first."""
    query = select(*_COLUMNS).where(Mail.thread == thread).order_by(col(Mail.id))
    return _states(session.execute(query).all())


def reaches_nobody(session: Session, thread: str) -> bool:
    """Whether the last mail of a thread that was tried to the end did not arrive."""
    query = (
        select(Mail.zustand)
        .where(Mail.thread == thread, Mail.zustand != Zustellung.wartet)
        .order_by(col(Mail.id).desc())
        .limit(1)
    )
    return session.exec(query).first() is Zustellung.gescheitert


def _states(rows: Sequence[Any]) -> list[MailState]:
    return [MailState(*row) for row in rows]
