"""The outbox: a mail is a row of the transaction that caused it; a worker delivers it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from app.db import SPRACHE, UtcDateTime, enum_column, sprache_field


class Zustellung(StrEnum):
    wartet = "wartet"
    zugestellt = "zugestellt"
    gescheitert = "gescheitert"


class Mail(SQLModel, table=True):
    """`message_id` is fixed when the row is written, so a repeated delivery is recognisable.

    The secret link stands in the text as a placeholder that only the worker fills in. `stand` is
    the state of the item that it tells of, "" where it tells of none.
    """

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint("versuche >= 0", name="versuche"),
        CheckConstraint(
            "(zustand = 'zugestellt') = (zugestellt_am IS NOT NULL)", name="zugestellt_am"
        ),
        CheckConstraint(SPRACHE, name="sprache"),
        Index("ix_mail_faellig", "zustand", "naechster_versuch_am"),
    )

    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(max_length=120, unique=True)
    thread: str = Field(max_length=40, index=True)
    stand: str = Field(default="", max_length=40)
    sprache: str = sprache_field()
    empfaenger: str = Field(max_length=254)
    betreff: str = Field(max_length=200)
    text: str = Field(sa_type=Text)
    html: str = Field(sa_type=Text)
    zustand: Zustellung = Field(sa_column=enum_column(Zustellung, "zustand"))
    versuche: int = Field(default=0)
    letzter_fehler: str = Field(default="", max_length=500)
    angelegt_am: datetime = Field(sa_type=UtcDateTime)
    naechster_versuch_am: datetime = Field(sa_type=UtcDateTime)
    zugestellt_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
