"""What team and sender write to each other about an item."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, Session, SQLModel, col, select

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
