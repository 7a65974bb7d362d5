"""What staff do with a Sammlung. Each runs in the caller's transaction; `at` is aware UTC."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from app.auth.actor import Actor
from app.db import row_id
from app.errors import StepNotPossible
from app.history.chain import record
from app.history.words import Words
from app.i18n import _, _l
from app.quartiere.models import Quartier
from app.sammlungen.models import Sammlung

THREAD = "sammlung-"
"""How the threads of Sammlungen begin."""
# Without what is mistaken for something else, read off a wall.
_LETTERS = "abcdefghkmnpqrtwxy346789"


class Sammlungsschritt(StrEnum):
    sammlung_eroeffnen = "sammlung_eroeffnen"
    sammlung_beenden = "sammlung_beenden"


WORDS = Words(
    {
        Sammlungsschritt.sammlung_eroeffnen: _l("Sammlung eröffnet"),
        Sammlungsschritt.sammlung_beenden: _l("Sammlung beendet"),
    },
    sender="",
)


def eroeffnen(
    session: Session,
    *,
    titel: str,
    quartier: Quartier,
    stunden: int,
    hoechstens: int,
    by: Actor,
    at: datetime,
) -> Sammlung:
    sammlung = Sammlung(
        quartier_id=row_id(quartier.id),
        titel=titel,
        kurz="".join(secrets.choice(_LETTERS) for _ in range(7)),
        hoechstens=hoechstens,
        angelegt_am=at,
        gilt_bis=at + timedelta(hours=stunden),
    )
    session.add(sammlung)
    session.flush()
    _record(session, sammlung, Sammlungsschritt.sammlung_eroeffnen, by=by, at=at)
    return sammlung


def beenden(session: Session, sammlung: Sammlung, *, by: Actor, at: datetime) -> None:
    """Its row is locked. Raises StepNotPossible where it has ended already."""
    if sammlung.beendet_am is not None or sammlung.gilt_bis <= at:
        raise StepNotPossible(_("Diese Sammlung ist schon zu Ende."))
    sammlung.beendet_am = at
    session.add(sammlung)
    _record(session, sammlung, Sammlungsschritt.sammlung_beenden, by=by, at=at)


def thread_of(sammlung: Sammlung) -> str:
    return f"{THREAD}{row_id(sammlung.id)}"


def _record(
    session: Session, sammlung: Sammlung, step: Sammlungsschritt, *, by: Actor, at: datetime
) -> None:
    thread = thread_of(sammlung)
    record(session, thread=thread, step=step, by=by, at=at, reason=sammlung.titel, public=False)
