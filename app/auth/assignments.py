"""Which roles count now: given, confirmed where they have to be, and on their days.

Whoever asks the table who holds a role asks with `in_force`: a row alone gives nobody anything.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Rolle
from app.clock import BERLIN


def in_force(at: datetime) -> ColumnElement[bool]:
    """At `at` (aware UTC), as a condition of a query over Zustaendigkeit."""
    today = at.astimezone(BERLIN).date()
    row = Zustaendigkeit
    return and_(
        col(row.wartet_seit).is_(None),
        or_(col(row.gilt_ab).is_(None), col(row.gilt_ab) <= today),
        not_over(today),
    )


def not_over(today: date) -> ColumnElement[bool]:
    """In force on this day of Europe/Berlin, or not yet."""
    last_day = col(Zustaendigkeit.gilt_bis)
    return or_(last_day.is_(None), last_day >= today)


def holders(
    session: Session, rollen: Collection[Rolle], *, at: datetime
) -> Sequence[tuple[Mitarbeiter, Zustaendigkeit]]:
    """Who may work here and holds one of these roles, by name; a person once for each."""
    return session.exec(
        select(Mitarbeiter, Zustaendigkeit)
        .join(Zustaendigkeit, col(Zustaendigkeit.mitarbeiter_id) == Mitarbeiter.id)
        .where(col(Mitarbeiter.aktiv), col(Zustaendigkeit.rolle).in_(rollen), in_force(at))
        .order_by(Mitarbeiter.name, col(Zustaendigkeit.id))
    ).all()


def is_in_force(row: Zustaendigkeit, at: datetime) -> bool:
    """The same for a row that is loaded."""
    today = at.astimezone(BERLIN).date()
    begun = row.gilt_ab is None or row.gilt_ab <= today
    over = row.gilt_bis is not None and row.gilt_bis < today
    return row.wartet_seit is None and begun and not over
