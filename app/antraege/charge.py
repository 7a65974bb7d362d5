"""Whose turn it is with an Antrag, and whether there is anybody who may take it.

All need `fonds`, `antragsteller`, `pruefungen`, `voten`, `befangenheiten`, `zustaendige` and
`vorgang` with its `zuweisungen` loaded, as `queries.with_people` does. `at` (aware UTC) is when the
roles have to be in force; None, of an actor without roles, finds nobody.
"""

from collections.abc import Iterator
from datetime import datetime

from app.antraege.decision import has_votum, waits_for_votum, weg, within_limit
from app.antraege.models import Antrag
from app.antraege.people import is_applicant
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.auth.assignments import is_in_force
from app.auth.models import Mitarbeiter
from app.auth.permissions import Permission, Rolle, permits
from app.db import row_id

_CHECKING = Permission.antraege_pruefen

# Who holds what an Antrag can wait for.
ROLES: dict[Permission, Rolle] = {
    Permission.antraege_pruefen: Rolle.quartierskoordination,
    Permission.antraege_freigeben: Rolle.bezirksvorsteher,
    Permission.antraege_als_amt: Rolle.gesamtkoordination,
}


def is_decided_next(antrag: Antrag) -> bool:
    """Checked, and no vote has to come first."""
    before = (Antragsstatus.eingereicht, Antragsstatus.rueckfrage)
    return antrag.status not in before and not waits_for_votum(antrag)


def decides(antrag: Antrag, at: datetime | None) -> Permission:
    """Who decides or carries out, once it is checked and voted on.

    Up to its limit the Quartierskoordination does, but nobody checks and decides: where there is
    no second person, the Bezirksvorsteher*in decides (entscheidungen.md 5).
    """
    if has_votum(antrag) or not within_limit(antrag):
        return weg(antrag).decides
    second = able(antrag, _CHECKING, at) - involved(antrag)
    return _CHECKING if second else Permission.antraege_freigeben


def waits_for(antrag: Antrag, at: datetime | None) -> Permission:
    """What whoever acts next has to hold."""
    return decides(antrag, at) if is_decided_next(antrag) else _CHECKING


def missing(antrag: Antrag, at: datetime | None) -> Rolle | None:
    """The role that nobody can act in, though it is its turn."""
    needed = waits_for(antrag, at)
    besides = involved(antrag) if is_decided_next(antrag) else set()
    return None if able(antrag, needed, at) - besides else ROLES[needed]


def involved(antrag: Antrag) -> set[int]:
    """Who has checked it or recorded a Votum: none of them decides."""
    checks = {row.staff_id for row in antrag.pruefungen if row.zurueckgenommen_am is None}
    votes = {row.erfasst_von_id for row in antrag.voten}
    checker = {antrag.geprueft_von_id} if antrag.geprueft_von_id else set()
    return checks | votes | checker


def able(antrag: Antrag, permission: Permission, at: datetime | None) -> set[int]:
    """The ids of all who hold it for this Antrag, are here, and are not biased."""
    biased = {row.staff_id for row in antrag.befangenheiten}
    found = {
        row_id(person.id)
        for person in _holders(antrag, permission, at)
        if person.aktiv and not is_applicant(person, antrag)
    }
    return found - biased


def stands_in(actor: Actor, antrag: Antrag, permission: Permission) -> bool:
    """Whether the actor was assigned to it for what this permission gives."""
    own = (row for row in antrag.vorgang.zuweisungen if row.staff_id == actor.staff_id)
    return any(row.rolle in actor.rollen and permits(row.rolle, permission) for row in own)


def _holders(antrag: Antrag, permission: Permission, at: datetime | None) -> Iterator[Mitarbeiter]:
    if at is None:
        return
    for row in antrag.zustaendige:
        if permits(row.rolle, permission) and is_in_force(row, at):
            yield row.mitarbeiter
    for deputy in antrag.vorgang.zuweisungen:
        if deputy.gives(permission, at):
            yield deputy.mitarbeiter
