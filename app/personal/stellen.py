"""Who is responsible for what, role by role, and where nobody is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.auth.actor import Assignment
from app.auth.assignments import is_in_force, not_over
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import PROFILE, Rolle, Rollenprofil, Scope
from app.clock import BERLIN
from app.personal import places
from app.quartiere.models import Quartier

Holder = tuple[Mitarbeiter, Zustaendigkeit]


@dataclass(frozen=True)
class Stelle:
    """A role for one place. `holders` act for it now; `coming` will once a day has come or somebody
    has confirmed it. `place` is "" for the whole city."""

    rolle: Rolle
    place: str
    holders: Sequence[Holder]
    coming: Sequence[Holder]

    @property
    def is_empty(self) -> bool:
        return not self.holders

    @property
    def lacks_deputy(self) -> bool:
        """One person alone is ill or biased one day."""
        return len({person.id for person, _row in self.holders}) == 1


@dataclass(frozen=True)
class Stellenplan:
    """All of one role."""

    profil: Rollenprofil
    stellen: Sequence[Stelle]

    @property
    def empty(self) -> int:
        return sum(stelle.is_empty for stelle in self.stellen)


def plan(session: Session, *, at: datetime) -> list[Stellenplan]:
    """Every role with its places. A Stadtbezirk without Quartiere needs nobody: nothing of it is
    ever decided here."""
    names = places.load(session)
    rows = _rows(session, at)
    needed = set(session.exec(select(Quartier.stadtbezirk_id).distinct()))
    filled = {(row.rolle, row.place_id) for _person, row in rows}
    return [
        Stellenplan(
            PROFILE[rolle],
            [
                _stelle(a, names, rows, at)
                for a in names.of(rolle)
                if a.scope is not Scope.stadtbezirk
                or a.place_id in needed
                or (rolle, a.place_id) in filled
            ],
        )
        for rolle in Rolle
    ]


def left_alone(session: Session, rows: Iterable[Zustaendigkeit], *, at: datetime) -> list[str]:
    """What nobody would be responsible for any more without these roles, as titles."""
    names, everybody = places.load(session), _rows(session, at)
    removed = [row for row in rows if is_in_force(row, at)]
    left = {
        (row.rolle, row.place_id)
        for _person, row in everybody
        if is_in_force(row, at) and row.id not in {one.id for one in removed}
    }
    return [names.title(row) for row in removed if (row.rolle, row.place_id) not in left]


def _rows(session: Session, at: datetime) -> Sequence[Holder]:
    today = at.astimezone(BERLIN).date()
    return session.exec(
        select(Mitarbeiter, Zustaendigkeit)
        .join(Zustaendigkeit, col(Zustaendigkeit.mitarbeiter_id) == Mitarbeiter.id)
        .where(col(Mitarbeiter.aktiv), not_over(today))
        .order_by(col(Zustaendigkeit.vertretung), Mitarbeiter.name, col(Zustaendigkeit.id))
    ).all()


def _stelle(
    wanted: Assignment, names: places.Places, rows: Sequence[Holder], at: datetime
) -> Stelle:
    own = [
        (person, row)
        for person, row in rows
        if (row.rolle, row.place_id) == (wanted.rolle, wanted.place_id)
    ]
    return Stelle(
        wanted.rolle,
        names.place(wanted),
        [holder for holder in own if is_in_force(holder[1], at)],
        [holder for holder in own if not is_in_force(holder[1], at)],
    )
