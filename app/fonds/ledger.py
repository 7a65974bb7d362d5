"""The ledger of a Fondsjahr (fonds.md 5.5): append-only Buchungen in integer cents and their sums.

Whoever books holds the Fondsjahr's row locked until the transaction ends; SQLite holds its one
write lock from BEGIN on. So nobody books on a balance that another person has just spent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select

from app.auth.actor import Actor
from app.errors import StepNotPossible
from app.fonds.models import Buchung, Buchungsart, Fondsjahr
from app.history.phrases import Remark
from app.i18n import _
from app.text.formats import geld

_A = Buchungsart

# How each kind of Buchung counts in each sum.
_ANSATZ = {_A.ansatz: 1, _A.uebertrag_ein: 1, _A.korrektur: 1, _A.uebertrag_aus: -1, _A.verfall: -1}
_RESERVIERT = {_A.reservierung: 1, _A.reserve_aufloesung: -1}
_GEBUNDEN = {_A.bindung: 1, _A.entbindung: -1, _A.auszahlung: -1}
_AUSGEZAHLT = {_A.auszahlung: 1, _A.rueckzahlung: -1}
_COUNTS = (_ANSATZ, _RESERVIERT, _GEBUNDEN, _AUSGEZAHLT)


@dataclass(frozen=True)
class Stand:
    """Where the money of a Fondsjahr stands, in cents."""

    ansatz: int = 0
    reserviert: int = 0
    gebunden: int = 0
    ausgezahlt: int = 0

    @property
    def verfuegbar(self) -> int:
        """What can still be reserved or bound; never below zero."""
        return self.ansatz - self.reserviert - self.gebunden - self.ausgezahlt

    @property
    def bewilligt(self) -> int:
        return self.gebunden + self.ausgezahlt

    @property
    def frei_oeffentlich(self) -> int:
        """What the public page calls free: reservations are shown beside it as "in Prüfung"."""
        return self.ansatz - self.bewilligt


@dataclass(frozen=True)
class AntragStand:
    """One Antrag's part of a Fondsjahr, in cents."""

    reserviert: int = 0
    gebunden: int = 0
    ausgezahlt: int = 0


def stand(session: Session, fondsjahr_id: int) -> Stand:
    return staende(session, [fondsjahr_id])[fondsjahr_id]


def staende(session: Session, fondsjahr_ids: Iterable[int]) -> dict[int, Stand]:
    """All of them by one query; a Fondsjahr without Buchungen stands at zero."""
    ids = list(fondsjahr_ids)
    rows = session.execute(
        select(col(Buchung.fondsjahr_id), *(_sum(counts) for counts in _COUNTS))
        .where(col(Buchung.fondsjahr_id).in_(ids))
        .group_by(col(Buchung.fondsjahr_id))
    )
    found = {row[0]: Stand(*map(int, row[1:])) for row in rows}
    return {i: found.get(i, Stand()) for i in ids}


def antrag_stand(session: Session, fondsjahr_id: int, antrag_id: int) -> AntragStand:
    row = session.execute(
        select(*(_sum(counts) for counts in _COUNTS[1:])).where(
            Buchung.fondsjahr_id == fondsjahr_id, Buchung.antrag_id == antrag_id
        )
    ).one()
    return AntragStand(*map(int, row))


def antrag_staende(session: Session) -> dict[tuple[int, int], AntragStand]:
    """(antrag_id, fondsjahr_id) -> sums, for the whole ledger by one query."""
    rows = session.execute(
        select(
            col(Buchung.antrag_id),
            col(Buchung.fondsjahr_id),
            *(_sum(counts) for counts in _COUNTS[1:]),
        )
        .where(col(Buchung.antrag_id).is_not(None))
        .group_by(col(Buchung.antrag_id), col(Buchung.fondsjahr_id))
    )
    return {(row[0], row[1]): AntragStand(*map(int, row[2:])) for row in rows}


def buchungen(session: Session, fondsjahr_id: int) -> list[Buchung]:
    """The whole account, oldest first."""
    query = select(Buchung).where(Buchung.fondsjahr_id == fondsjahr_id).order_by(col(Buchung.id))
    return list(session.exec(query))


def lock(session: Session, fondsjahr_id: int) -> Fondsjahr:
    """The Fondsjahr's row, locked. An Antrag's row is always locked before it, never after, and
    that of its Fonds (`termine.hold_termine`) never before."""
    return session.exec(
        select(Fondsjahr)
        .where(Fondsjahr.id == fondsjahr_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def book(
    session: Session,
    fondsjahr_id: int,
    art: Buchungsart,
    betrag_cent: int,
    *,
    by: Actor | None,
    at: datetime,
    grund: str = "",
    remark: Remark | None = None,
    antrag_id: int | None = None,
) -> Buchung:
    """Add one entry; `by=None` is the portal itself. `grund` is what somebody typed, `remark` what
    the portal says by itself.

    Raises StepNotPossible where verfügbar, or the reserve, binding or payments of the Antrag,
    would fall below zero. `betrag_cent` is positive; only a `korrektur` may be negative.
    """
    if betrag_cent == 0 or (betrag_cent < 0 and art is not _A.korrektur):
        raise ValueError(f"{art}: {betrag_cent} cents cannot be booked")
    row = Buchung(
        fondsjahr_id=fondsjahr_id,
        art=art,
        betrag_cent=betrag_cent,
        antrag_id=antrag_id,
        staff_id=by.staff_id if by else None,
        grund=grund,
        phrase=remark.phrase if remark else "",
        parameters=remark.parameters if remark else "",
        am=at,
    )
    return _add(session, row)


def storno(
    session: Session, buchung: Buchung, *, by: Actor | None, at: datetime, grund: str
) -> Buchung:
    """Take one entry back by its opposite. Raises StepNotPossible like `book`."""
    lock(session, buchung.fondsjahr_id)
    if buchung.storniert_id is not None:
        raise StepNotPossible(_("Eine Stornierung kann nicht wieder storniert werden."))
    if session.exec(select(Buchung.id).where(Buchung.storniert_id == buchung.id)).first():
        raise StepNotPossible(_("Diese Buchung ist schon storniert."))
    row = Buchung(
        fondsjahr_id=buchung.fondsjahr_id,
        art=buchung.art,
        betrag_cent=-buchung.betrag_cent,
        antrag_id=buchung.antrag_id,
        storniert_id=buchung.id,
        staff_id=by.staff_id if by else None,
        grund=grund,
        am=at,
    )
    return _add(session, row)


def _add(session: Session, row: Buchung) -> Buchung:
    lock(session, row.fondsjahr_id)
    change = effect(row)
    if change < 0:
        available = stand(session, row.fondsjahr_id).verfuegbar
        if available + change < 0:
            raise StepNotPossible(_not_enough(available, -change))
    if row.antrag_id is not None:
        _check_antrag(session, row, row.antrag_id)
    session.add(row)
    session.flush()
    return row


def _check_antrag(session: Session, row: Buchung, antrag_id: int) -> None:
    before = antrag_stand(session, row.fondsjahr_id, antrag_id)
    after = (
        before.reserviert + _count(_RESERVIERT, row),
        before.gebunden + _count(_GEBUNDEN, row),
        before.ausgezahlt + _count(_AUSGEZAHLT, row),
    )
    if min(after) < 0:
        raise StepNotPossible(
            _("Für diesen Antrag ist nicht so viel Geld vorgemerkt oder ausgezahlt.")
        )


def effect(row: Buchung) -> int:
    """What this entry adds to verfügbar, in cents; negative where it takes away."""
    ansatz, *used = (_count(counts, row) for counts in _COUNTS)
    return ansatz - sum(used)


def _count(counts: dict[Buchungsart, int], row: Buchung) -> int:
    return counts.get(row.art, 0) * row.betrag_cent


def balances() -> ColumnElement[int]:
    """What was verfügbar after each Buchung of the one account that a query selects, in cents."""
    ansatz, *used = map(_signed, _COUNTS)
    return func.sum(ansatz - sum(used)).over(order_by=col(Buchung.id))


def _sum(counts: dict[Buchungsart, int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(_signed(counts)), 0)


def _signed(counts: dict[Buchungsart, int]) -> ColumnElement[int]:
    amount = col(Buchung.betrag_cent)
    return case(
        *(
            (col(Buchung.art).in_([a for a, s in counts.items() if s == sign]), sign * amount)
            for sign in (1, -1)
        ),
        else_=0,
    )


def _not_enough(available: int, needed: int) -> str:
    return _(
        "Das Geld reicht nicht: Im Topf sind noch %(frei)s verfügbar, gebraucht werden "
        "%(betrag)s. Wählen Sie einen kleineren Betrag oder warten Sie auf neues Geld im Topf."
    ) % {"frei": geld(max(available, 0)), "betrag": geld(needed)}
