"""The account of a Fondsjahr, entry by entry, as staff read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col, select

from app.antraege.models import Antrag
from app.auth.actor import Actor
from app.auth.models import Mitarbeiter
from app.auth.permissions import Permission
from app.fonds import ledger
from app.fonds.models import Buchung, Fondsjahr
from app.fonds.phrases import PHRASES
from app.fonds.words import BUCHUNGSARTEN
from app.history.phrases import sentence
from app.i18n import _
from app.quartiere.models import Quartier
from app.quartiere.zustaendigkeit import covers
from app.text.paging import Page, fetch_page


@dataclass(frozen=True)
class Entry:
    """Amounts in cents; `balance` is what was verfügbar after it. `address` only if in reach."""

    at: datetime
    word: str
    amount: int
    balance: int
    who: str
    reason: str
    address: str


def account(session: Session, actor: Actor, jahr: Fondsjahr, *, page: int) -> Page[Entry]:
    """The newest entries first."""
    return fetch_page(session, _rows(jahr), page, {}).map(lambda row: _entry(actor, row))


def years(session: Session, fonds_ids: Sequence[int]) -> dict[int, list[int]]:
    """fonds_id -> its opened years, the newest first."""
    found: dict[int, list[int]] = {}
    rows = session.exec(
        select(Fondsjahr.fonds_id, Fondsjahr.jahr)
        .where(col(Fondsjahr.fonds_id).in_(fonds_ids))
        .order_by(col(Fondsjahr.jahr).desc())
    )
    for fonds_id, jahr in rows:
        found.setdefault(fonds_id, []).append(jahr)
    return found


def _rows(jahr: Fondsjahr) -> Select[Any]:
    """(Buchung, number of its Antrag, what was granted to it, that one's Quartier, who booked, what
    was verfügbar then)."""
    query: Select[Any] = (
        select(  # type: ignore[call-overload]
            Buchung,
            Antrag.vorgangsnummer,
            Antrag.bewilligt_cent,
            Quartier,
            Mitarbeiter.name,
            ledger.balances(),
        )
        .outerjoin(Antrag, col(Buchung.antrag_id) == Antrag.id)
        .outerjoin(Quartier, col(Antrag.quartier_id) == Quartier.id)
        .outerjoin(Mitarbeiter, col(Buchung.staff_id) == Mitarbeiter.id)
        .where(Buchung.fondsjahr_id == jahr.id)
        .order_by(col(Buchung.id).desc())
    )
    return query


def _entry(actor: Actor, row: Any) -> Entry:
    buchung, number, granted, quartier, name, balance = row
    word = str(BUCHUNGSARTEN[buchung.art])
    if buchung.storniert_id is not None:
        word = _("Storno: %(art)s") % {"art": word}
    seeing = Permission.antraege_sehen if granted else Permission.verfahren_sehen
    in_reach = number and covers(actor.reach(seeing), quartier)
    return Entry(
        at=buchung.am,
        word=word,
        amount=buchung.betrag_cent,
        balance=balance,
        who=name or _("Portal"),
        reason=sentence(PHRASES, buchung.phrase, buchung.parameters)
        or buchung.grund
        or (number or ""),
        address=f"/intern/antraege/{number}" if in_reach else "",
    )
