"""Who is acting: nobody known, the holder of a Vorgang link, or a member of staff."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.auth.permissions import PROFILE, Permission, Rolle, Scope


@dataclass(frozen=True)
class Assignment:
    """A role with the place it is given for; both ids are None for a role over the whole city."""

    rolle: Rolle
    quartier_id: int | None = None
    stadtbezirk_id: int | None = None


@dataclass(frozen=True)
class Reach:
    """Where a permission holds: the whole city, or these Quartiere and Stadtbezirke."""

    city: bool = False
    quartier_ids: frozenset[int] = frozenset()
    stadtbezirk_ids: frozenset[int] = frozenset()

    def covers(self, *, quartier_id: int, stadtbezirk_id: int) -> bool:
        return (
            self.city or quartier_id in self.quartier_ids or stadtbezirk_id in self.stadtbezirk_ids
        )


@dataclass(frozen=True)
class Actor:
    """`name` is what history shows; residents are never named there."""

    staff_id: int | None = None
    name: str = ""
    email: str = ""
    session_id: int | None = None
    assignments: tuple[Assignment, ...] = ()
    vorgangsnummer: str | None = None
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

    def has(self, permission: Permission) -> bool:
        return permission in self._permissions

    def reach(self, permission: Permission) -> Reach:
        """Where this actor holds the permission; empty where not at all."""
        return _reach(a for a in self.assignments if permission in PROFILE[a.rolle].permissions)


def _reach(assignments: Iterable[Assignment]) -> Reach:
    rows = list(assignments)
    return Reach(
        city=any(PROFILE[a.rolle].scope is Scope.stadt for a in rows),
        quartier_ids=frozenset(a.quartier_id for a in rows if a.quartier_id is not None),
        stadtbezirk_ids=frozenset(a.stadtbezirk_id for a in rows if a.stadtbezirk_id is not None),
    )


ANONYMOUS = Actor()
