"""The places a role can be given for, by id and name.

The foreign keys of Zustaendigkeit say where they are; the kit does not import the feature.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table
from sqlmodel import Session, select

from app.auth.actor import Assignment
from app.auth.models import SCOPE_COLUMNS, Zustaendigkeit
from app.auth.permissions import PROFILE, Rolle, Scope
from app.history.phrases import Remark
from app.personal.phrases import ROLE, days_of, title_of


@dataclass(frozen=True)
class Group:
    """What can be given of one role: (value for `parse`, name of the place) each."""

    name: str
    satz: str
    choices: list[tuple[str, str]]


@dataclass(frozen=True)
class Places:
    """Names by id."""

    names: dict[Scope, dict[int, str]]

    def title(self, assignment: Assignment | Zustaendigkeit) -> str:
        """For example "Quartierskoordination: Heslach"."""
        return title_of(assignment.rolle, self.place(assignment))

    def place(self, assignment: Assignment | Zustaendigkeit) -> str:
        """The name of the place, "" for the whole city."""
        if assignment.place_id is None:
            return ""
        return self.names[PROFILE[assignment.rolle].scope].get(assignment.place_id, "")

    def days(self, row: Zustaendigkeit) -> str:
        """Whether it is a deputy's, and on which days it counts; "" for one without bounds."""
        return days_of(vertretung=row.vertretung, ab=row.gilt_ab, bis=row.gilt_bis)

    def words(self, row: Zustaendigkeit) -> str:
        """For example "Bezirksvorsteher*in: Süd (Vertretung, bis 12. Juli 2026)"."""
        days = self.days(row)
        return f"{self.title(row)} ({days})" if days else self.title(row)

    def remark(self, row: Zustaendigkeit) -> Remark:
        """The same for the record."""
        return ROLE(
            rolle=row.rolle.value,
            ort=self.place(row),
            vertretung=row.vertretung,
            ab=row.gilt_ab.isoformat() if row.gilt_ab else "",
            bis=row.gilt_bis.isoformat() if row.gilt_bis else "",
        )

    def groups(self) -> list[Group]:
        """The `choices` by role."""
        return [
            Group(
                str(PROFILE[rolle].name),
                str(PROFILE[rolle].satz),
                [(code(a), self.place(a)) for a in self.of(rolle)],
            )
            for rolle in Rolle
        ]

    def choices(self) -> list[tuple[str, str]]:
        """Everything that can be given: values for `parse` with their titles."""
        return [(code(a), self.title(a)) for a in self._all()]

    def parse(self, value: str) -> Assignment | None:
        """The assignment behind one of the `choices`, None for anything else."""
        return {code(a): a for a in self._all()}.get(value)

    def _all(self) -> list[Assignment]:
        return [a for rolle in Rolle for a in self.of(rolle)]

    def of(self, rolle: Rolle) -> list[Assignment]:
        """Everything that this role can be given for."""
        scope = PROFILE[rolle].scope
        if scope is Scope.stadt:
            return [Assignment(rolle)]
        return [Assignment(rolle, place) for place in self.names[scope]]


def load(session: Session) -> Places:
    """One query for each kind of scope."""
    return Places({scope: _names(session, column) for scope, column in SCOPE_COLUMNS.items()})


def slugs(session: Session, scope: Scope) -> dict[str, int]:
    """The ids of all places of a kind of scope, by their names in addresses."""
    table = _target(SCOPE_COLUMNS[scope])
    rows: Any = session.exec(select(table.c.slug, table.c.id))
    return {row.slug: row.id for row in rows}


def code(assignment: Assignment) -> str:
    """As one word for a form: "kasse", "quartierskoordination-12"."""
    place = assignment.place_id
    return f"{assignment.rolle.value}-{place}" if place else assignment.rolle.value


def _names(session: Session, column: str) -> dict[int, str]:
    table = _target(column)
    rows: Any = session.exec(select(table.c.id, table.c.name).order_by(table.c.name))
    return {row.id: row.name for row in rows}


def _target(column: str) -> Table:
    own: Table = Zustaendigkeit.__table__  # type: ignore[attr-defined]
    (key,) = own.c[column].foreign_keys
    return key.column.table
