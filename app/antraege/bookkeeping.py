"""What every step of an Antrag does beside its own matter: lock, judge, reserve, book."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from app.antraege import hindrances, queries
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.antraege.years import paying_year
from app.auth.actor import Actor
from app.clock import BERLIN
from app.db import row_id
from app.errors import Verdict
from app.fonds import ledger
from app.fonds.models import Buchungsart
from app.fonds.phrases import FOR_ANTRAG

# Nobody's work on the Antrag.
_ABOUT_BIAS = frozenset({Schritt.befangenheit, Schritt.befangenheit_zuruecknehmen})


def begin(
    session: Session,
    antrag: Antrag,
    schritt: StrEnum,
    may: Callable[[Actor, Antrag], Verdict],
    *,
    by: Actor,
    at: datetime,
) -> Antrag:
    """Lock the Antrag, then judge it as it is now; `may` is the right to take this step.

    Raises NotAllowed or StepNotPossible. The Antrag's row comes first and the Fondsjahr's after
    it, always, so that two steps never wait for each other in a circle.
    """
    now = queries.locked(session, row_id(antrag.id))
    may(by, now).demand()
    hindrances.demand(now, schritt, at=at)
    if by.is_staff and schritt not in _ABOUT_BIAS:
        _settle_biases(now)
    return now


def _settle_biases(antrag: Antrag) -> None:
    for row in antrag.befangenheiten:
        row.fest = True


def reserve(session: Session, antrag: Antrag, target_cent: int, *, by: Actor, at: datetime) -> None:
    """Bring the Antrag's reserve to `target_cent`, in the year that pays for it.

    Raises StepNotPossible: the pot is short.
    """
    if target_cent:
        _follow_year(session, antrag, by=by, at=at)
    ledger.lock(session, antrag.fondsjahr_id)
    present = ledger.antrag_stand(session, antrag.fondsjahr_id, row_id(antrag.id)).reserviert
    if target_cent > present:
        book(session, antrag, Buchungsart.reservierung, target_cent - present, by=by, at=at)
    if target_cent < present:
        book(session, antrag, Buchungsart.reserve_aufloesung, present - target_cent, by=by, at=at)


def bind(session: Session, antrag: Antrag, betrag_cent: int, *, by: Actor, at: datetime) -> None:
    """Give back the reserve and bind the amount, in the year that pays for it.

    Raises StepNotPossible: the pot is short (R27), or that year is not opened (R10).
    """
    _follow_year(session, antrag, by=by, at=at)
    reserve(session, antrag, 0, by=by, at=at)
    book(session, antrag, Buchungsart.bindung, betrag_cent, by=by, at=at)


def reserve_anew(session: Session, antrag: Antrag, *, by: Actor, at: datetime) -> None:
    """What waits for a Gremium has all it asks for reserved, whatever an earlier Votum said."""
    antrag.empfohlen_cent = None
    reserve(session, antrag, antrag.reserve_cent, by=by, at=at)


def release_all(session: Session, antrag: Antrag, *, by: Actor, at: datetime) -> None:
    """Give back what is reserved or bound; what is paid stays paid."""
    reserve(session, antrag, 0, by=by, at=at)
    bound = ledger.antrag_stand(session, antrag.fondsjahr_id, row_id(antrag.id)).gebunden
    if bound:
        book(session, antrag, Buchungsart.entbindung, bound, by=by, at=at)


def book(
    session: Session,
    antrag: Antrag,
    art: Buchungsart,
    betrag_cent: int,
    *,
    by: Actor,
    at: datetime,
) -> None:
    ledger.book(
        session,
        antrag.fondsjahr_id,
        art,
        betrag_cent,
        antrag_id=row_id(antrag.id),
        by=by,
        at=at,
        remark=FOR_ANTRAG(nummer=antrag.vorgangsnummer),
    )


def _follow_year(session: Session, antrag: Antrag, *, by: Actor, at: datetime) -> None:
    """What is kept for an Antrag moves on with it, from the earlier year to the later."""
    jahr = paying_year(antrag, at.astimezone(BERLIN).date())
    if jahr is None or jahr.id == antrag.fondsjahr_id:
        return
    reserve(session, antrag, 0, by=by, at=at)
    antrag.fondsjahr, antrag.fondsjahr_id = jahr, row_id(jahr.id)


def save(session: Session, antrag: Antrag, at: datetime) -> None:
    antrag.geaendert_am = at
    session.add(antrag)
    session.flush()
