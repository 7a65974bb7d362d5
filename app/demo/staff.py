"""Staff of every role, invited as the portal invites."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor, Assignment
from app.auth.permissions import Rolle
from app.db import row_id
from app.demo.content import Row
from app.personal import staff
from app.personal.roles import Zeitraum, confirm, give
from app.quartiere.models import Quartier, Stadtbezirk
from app.settings import Settings

Place = tuple[Rolle, str]


@dataclass(frozen=True)
class Staff:
    """Who acts where: the place is a Quartier's slug, a Stadtbezirk's name, or "" for the city."""

    by_sub: dict[str, Actor]
    in_charge: dict[Place, Actor]
    deputies: dict[Place, Actor]

    def coordinator(self, quartier: str) -> Actor:
        return self.in_charge[Rolle.quartierskoordination, quartier]

    def deputy_coordinator(self, quartier: str) -> Actor:
        return self.deputies[Rolle.quartierskoordination, quartier]

    def district_head(self, stadtbezirk: str) -> Actor:
        return self.in_charge[Rolle.bezirksvorsteher, stadtbezirk]

    def of_city(self, rolle: Rolle) -> Actor:
        return self.in_charge[rolle, ""]


def invite(
    session: Session,
    settings: Settings,
    rows: list[Row],
    quartiere: dict[str, Quartier],
    bezirke: dict[str, Stadtbezirk],
    *,
    at: datetime,
) -> Staff:
    """Both administrations come first, by the command line: one invites all others, the other
    confirms what one alone cannot give."""
    found = Staff({}, {}, {})
    admins: list[Actor] = []
    for row in sorted(rows, key=lambda r: not _is_admin(r)):
        by, second = (None, None) if _is_admin(row) else admins
        person = staff.invite(
            session, settings, name=row["name"], email=row["email"], assignments=[], by=by, at=at
        )
        assignments = []
        for z in row["zustaendigkeit"]:
            own = _assignments(z, quartiere, bezirke)
            days = Zeitraum(vertretung=z.get("vertretung", False))
            rows_of_role = give(session, settings, person, own, by=by, at=at, zeitraum=days)
            if second and (waiting := [row_id(one.id) for one in rows_of_role if one.wartet_seit]):
                confirm(session, settings, row_id(person.id), waiting, by=second, at=at)
            assignments += own
        actor = Actor(person.id, person.name, person.email, assignments=tuple(assignments), at=at)
        if _is_admin(row):
            admins.append(actor)
        _remember(found, row, actor)
    return found


def _is_admin(row: Row) -> bool:
    return any(z["rolle"] == Rolle.administration for z in row["zustaendigkeit"])


def _remember(found: Staff, row: Row, actor: Actor) -> None:
    found.by_sub[row["sub"]] = actor
    for z in row["zustaendigkeit"]:
        people = found.deputies if z.get("vertretung") else found.in_charge
        for place in _places(z):
            people[Rolle(z["rolle"]), place] = actor


def _places(row: Row) -> list[str]:
    return row.get("quartiere") or [row.get("stadtbezirk", "")]


def _assignments(
    row: Row, quartiere: dict[str, Quartier], bezirke: dict[str, Stadtbezirk]
) -> list[Assignment]:
    rolle = Rolle(row["rolle"])
    if "quartiere" in row:
        return [Assignment(rolle, quartiere[slug].id) for slug in row["quartiere"]]
    if "stadtbezirk" in row:
        return [Assignment(rolle, bezirke[row["stadtbezirk"]].id)]
    return [Assignment(rolle)]
