"""What the house remembers of deleting: each retention it knows, each run, each count.

Nothing here is personal, so it stays.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from app.db import UtcDateTime, bool_column, enum_column

OVERWRITING = ""
"""In place of a retention: that what was deleted leaves the files of the database too."""


class Loeschart(StrEnum):
    geloescht = "geloescht"
    anonymisiert = "anonymisiert"


class Loeschfrist(SQLModel, table=True):
    """A retention since this installation has had it. Without a confirmation it only counts."""

    __tablename__ = "loeschfrist"
    __table_args__ = (
        CheckConstraint(
            "(bestaetigt_am IS NULL) = (bestaetigt_von_id IS NULL)", name="bestaetigt_von"
        ),
    )

    name: str = Field(max_length=40, primary_key=True)
    gilt_seit: datetime = Field(sa_type=UtcDateTime)
    bestaetigt_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
    bestaetigt_von_id: int | None = Field(default=None, foreign_key="mitarbeiter.id")


class Loeschlauf(SQLModel, table=True):
    """One run. `nacht` is the night that it belongs to, in Europe/Berlin: each has one run at most,
    whoever works; without it somebody asked for it. Who works holds it until `belegt_bis`."""

    __tablename__ = "loeschlauf"

    id: int | None = Field(default=None, primary_key=True)
    nacht: date | None = Field(default=None, unique=True)
    begonnen_am: datetime = Field(sa_type=UtcDateTime)
    belegt_bis: datetime = Field(sa_type=UtcDateTime)
    beendet_am: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Loeschzahl(SQLModel, table=True):
    """What a run did by one retention; in a dry run (`probe`) what it would have done."""

    __tablename__ = "loeschzahl"
    __table_args__ = (CheckConstraint("anzahl >= 0", name="anzahl"),)

    lauf_id: int = Field(foreign_key="loeschlauf.id", primary_key=True)
    frist: str = Field(max_length=40, primary_key=True)
    art: Loeschart = Field(sa_column=enum_column(Loeschart, "art"))
    anzahl: int = Field(default=0)
    probe: bool = Field(sa_column=bool_column("probe"))


class Loeschfehler(SQLModel, table=True):
    """What a run did not get done: a retention, or OVERWRITING. Why, says the log of the server."""

    __tablename__ = "loeschfehler"

    lauf_id: int = Field(foreign_key="loeschlauf.id", primary_key=True)
    frist: str = Field(max_length=40, primary_key=True)
