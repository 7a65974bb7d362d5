"""Who is acting: nobody known, the holder of a Vorgang link, or a member of staff."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, or_, true

from app.auth.permissions import PROFILE, Permission, Rolle, Scope


@dataclass(frozen=True)
class Assignment:
    """A role with the id of the place it is given for, which is of the role's kind of scope; None
    for a role over the whole city."""

    rolle: Rolle
    place_id: int | None = None

    @property
    def scope(self) -> Scope:
        return PROFILE[self.rolle].scope


@dataclass(frozen=True)
class Reach:
    """Where a permission holds: the whole city, or these places, ids by their kind of scope."""

    city: bool = False
    places: Mapping[Scope, frozenset[int]] = field(default_factory=dict)

    def covers(self, *lies_in: tuple[Scope, int | None]) -> bool:
        """Whether any of the places that something lies in is among them."""
        return self.city or any(place in self.ids(scope) for scope, place in lies_in)

    def within(self, columns: Mapping[Scope, Any]) -> ColumnElement[bool]:
        """The same as a condition; `columns` say by kind of scope in which place a row lies."""
        if self.city:
            return true()
        clauses = (column.in_(self.ids(scope)) for scope, column in columns.items())
        return or_(false(), *clauses)

    def ids(self, scope: Scope) -> frozenset[int]:
        return self.places.get(scope, frozenset())


@dataclass(frozen=True)
class Actor:
    """`name` is what history shows; residents are never named there. `at` (aware UTC) is when the
    assignments were in force, and so when the roles of everybody else are judged beside them; None
    for an actor without any."""

    staff_id: int | None = None
    name: str = ""
    email: str = ""
    session_id: int | None = None
    assignments: tuple[Assignment, ...] = ()
    vorgangsnummer: str | None = None
    at: datetime | None = field(default=None, compare=False)
    _permissions: frozenset[Permission] = field(init=False, repr=False, default=frozenset())

    def __post_init__(self) -> None:
        granted = frozenset(p for a in self.assignments for p in PROFILE[a.rolle].permissions)
        object.__setattr__(self, "_permissions", granted)

    @classmethod
    def holder(cls, vorgangsnummer: str) -> "Actor":
        return cls(vorgangsnummer=vorgangsnummer)

    @property
    def is_staff(self) -> bool:
        return self.staff_id is not None

    @property
    def rollen(self) -> tuple[Rolle, ...]:
        return tuple(dict.fromkeys(a.rolle for a in self.assignments))

    @property
    def has_tasks(self) -> bool:
        """Whether anything can ever wait for them."""
        return any(PROFILE[rolle].has_tasks for rolle in self.rollen)

    def has(self, permission: Permission) -> bool:
        return permission in self._permissions

    def reach(self, permission: Permission) -> Reach:
        """Where this actor holds the permission; empty where not at all."""
        return _reach(a for a in self.assignments if permission in PROFILE[a.rolle].permissions)


def _reach(assignments: Iterable[Assignment]) -> Reach:
    rows = list(assignments)
    return Reach(
        city=any(a.scope is Scope.stadt for a in rows),
        places={
            scope: frozenset(a.place_id for a in rows if a.scope is scope and a.place_id)
            for scope in Scope
        },
    )


ANONYMOUS = Actor()
