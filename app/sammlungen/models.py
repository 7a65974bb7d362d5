"""Sammlung: columns and constraints."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from app.db import UtcDateTime, relation
from app.quartiere.models import Quartier

MOST = 500
"""Ideen of one Sammlung."""


class Sammlung(SQLModel, table=True):
    """Ideen collected at one event. Whoever comes by its link is counted here (`eingegangen`, at
    most `hoechstens`) and not by connection, until `gilt_bis` or `beendet_am`. `kurz` stands in
    the link."""

    __tablename__ = "sammlung"
    __table_args__ = (
        CheckConstraint(f"hoechstens BETWEEN 1 AND {MOST}", name="hoechstens"),
        CheckConstraint("eingegangen BETWEEN 0 AND hoechstens", name="eingegangen"),
        CheckConstraint("gilt_bis > angelegt_am", name="gilt_bis"),
    )

    id: int | None = Field(default=None, primary_key=True)
    quartier_id: int = Field(foreign_key="quartier.id", index=True)
    titel: str = Field(max_length=120)
    kurz: str = Field(max_length=12, unique=True)
    hoechstens: int
    eingegangen: int = Field(default=0)
    angelegt_am: datetime = Field(sa_type=UtcDateTime)
    gilt_bis: datetime = Field(sa_type=UtcDateTime)
    beendet_am: datetime | None = Field(default=None, sa_type=UtcDateTime)

    quartier: "Quartier" = relation()

    @property
    def offen_bis(self) -> datetime:
        return self.beendet_am or self.gilt_bis

    def is_open(self, at: datetime) -> bool:
        """As `queries.open_ones` says it of rows."""
        is_full = self.eingegangen >= self.hoechstens
        return self.beendet_am is None and at < self.gilt_bis and not is_full
