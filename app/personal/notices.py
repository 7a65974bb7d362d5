"""Mails about roles: to the person, and to those who have to know of roles that decide on money.

Each mail lies in the thread of whoever gets it.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.assignments import holders
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import PROFILE, Rolle
from app.i18n import SOURCE
from app.mail.outbox import queue
from app.personal.places import Places
from app.settings import Settings

THREAD = "personal-"
"""How the threads of staff begin."""


class Ereignis(StrEnum):
    """What became of roles that one person cannot give alone."""

    vorgeschlagen = "vorgeschlagen"
    bestaetigt = "bestaetigt"
    abgelehnt = "abgelehnt"


def thread_of(person: Mitarbeiter) -> str:
    return f"{THREAD}{person.id}"


def tell_overseers(
    session: Session,
    settings: Settings,
    ereignis: Ereignis,
    person: Mitarbeiter,
    rows: Sequence[Zustaendigkeit],
    names: Places,
    *,
    by: Actor | None,
    at: datetime,
) -> None:
    """Revision and all administrations, whoever did it: who works under somebody else's name is
    found out that way."""
    rollen = [names.words(row) for row in rows if PROFILE[row.rolle].needs_two]
    if not rollen:
        return
    overseers = holders(session, (Rolle.revision, Rolle.administration), at=at)
    for reader in {reader.id: reader for reader, _row in overseers}.values():
        home = "personal" if _administrates(reader, overseers) else "rollen"
        address = f"{settings.base_url}/intern/{home}"
        queue(
            session,
            to=reader.email,
            template="rolle_gemeldet",
            thread=thread_of(reader),
            sprache=SOURCE,
            at=at,
            adresse=f"{address}/{person.id}" if home == "personal" else address,
            ereignis=ereignis,
            wer=by.name if by else "",
            name=person.name,
            rollen=rollen,
        )


def tell_person(
    session: Session,
    settings: Settings,
    person: Mitarbeiter,
    rows: Sequence[Zustaendigkeit],
    names: Places,
    *,
    at: datetime,
) -> None:
    """Of roles that nobody has to confirm any more; the first time it is the invitation."""
    effective = [row for row in rows if row.wartet_seit is None]
    if not effective or not person.aktiv:
        return
    queue(
        session,
        to=person.email,
        template="rolle" if person.oidc_sub else "einladung",
        thread=thread_of(person),
        sprache=SOURCE,
        at=at,
        adresse=f"{settings.base_url}/intern",
        rollen=[names.words(row) for row in effective],
    )


def _administrates(
    reader: Mitarbeiter, overseers: Sequence[tuple[Mitarbeiter, Zustaendigkeit]]
) -> bool:
    return any(p.id == reader.id and z.rolle is Rolle.administration for p, z in overseers)
