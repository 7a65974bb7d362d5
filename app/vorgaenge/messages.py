"""What team and sender write to each other about an item."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, Session, SQLModel, col, select

from app.casework.notes import Item
from app.db import UtcDateTime, enum_column


class Nachrichtenseite(StrEnum):
    team = "team"
    absender = "absender"


class Nachricht(SQLModel, table=True):
    """A Rückfrage of the team or the sender's reply."""

    __tablename__ = "nachricht"
    __table_args__ = (
        CheckConstraint("(seite = 'team') = (staff_id IS NOT NULL)", name="team_benannt"),
    )

    id: int | None = Field(default=None, primary_key=True)
    vorgang_id: int = Field(foreign_key="vorgang.id", index=True)
    seite: Nachrichtenseite = Field(sa_column=enum_column(Nachrichtenseite, "seite"))
    text: str = Field(sa_type=Text)
    staff_id: int | None = Field(default=None, foreign_key="mitarbeiter.id")
    am: datetime = Field(sa_type=UtcDateTime)


def messages_of(session: Session, vorgang_id: int | None) -> Sequence[Nachricht]:
    """Oldest first."""
    return session.exec(
        select(Nachricht).where(Nachricht.vorgang_id == vorgang_id).order_by(col(Nachricht.id))
    ).all()


def ask(session: Session, item: Item, text: str, *, staff_id: int, at: datetime) -> None:
    """The team's question, read by the sender and by staff."""
    _message(session, item, Nachrichtenseite.team, text, staff_id, at)


def reply(session: Session, item: Item, text: str, *, at: datetime) -> None:
    """What the sender says, whoever wrote it down."""
    _message(session, item, Nachrichtenseite.absender, text, None, at)


def _message(
    session: Session,
    item: Item,
    seite: Nachrichtenseite,
    text: str,
    staff_id: int | None,
    at: datetime,
) -> None:
    session.add(
        Nachricht(vorgang_id=item.vorgang_id, seite=seite, text=text, staff_id=staff_id, am=at)
    )
