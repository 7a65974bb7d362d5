"""Who stands in for one Vorgang where nobody in charge of its place can act (entscheidungen 4)."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.auth.assignments import is_in_force
from app.auth.models import Mitarbeiter
from app.auth.permissions import Permission, Rolle, permits
from app.db import UtcDateTime, enum_column, relation


class Zuweisung(SQLModel, table=True):
    """A member of staff acts in this role for this Vorgang, as if its place were theirs."""

    __tablename__ = "zuweisung"
    __table_args__ = (UniqueConstraint("vorgang_id", "rolle"),)

    id: int | None = Field(default=None, primary_key=True)
    vorgang_id: int = Field(foreign_key="vorgang.id")
    staff_id: int = Field(foreign_key="mitarbeiter.id", index=True)
    rolle: Rolle = Field(sa_column=enum_column(Rolle, "rolle"))
    zugewiesen_am: datetime = Field(sa_type=UtcDateTime)

    mitarbeiter: "Mitarbeiter" = relation()

    def gives(self, permission: Permission, at: datetime) -> bool:
        """As long as the person is here and holds the role somewhere at that time. Needs
        `mitarbeiter` and its `zustaendigkeiten` loaded."""
        person = self.mitarbeiter
        own = (row for row in person.zustaendigkeiten if row.rolle is self.rolle)
        holds = any(is_in_force(row, at) for row in own)
        return person.aktiv and holds and permits(self.rolle, permission)
