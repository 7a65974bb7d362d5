"""Reading the log of runs, and confirming what a dry run has counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from app.auth.actor import Actor
from app.casework.deletion import Loeschfrist, Loeschlauf, Loeschzahl
from app.db import row_id
from app.errors import StepNotPossible
from app.history.chain import record
from app.i18n import _
from app.text.paging import PER_PAGE

THREAD = "loeschlauf"
CONFIRM = "bestaetigen"


@dataclass(frozen=True)
class RunCounts:
    """A run with what it counted, by the names of the retentions."""

    lauf: Loeschlauf
    zahlen: Sequence[Loeschzahl]


def runs(session: Session, *, page: int) -> list[RunCounts]:
    """One page and one run more, newest first; two queries."""
    laeufe = session.exec(
        select(Loeschlauf)
        .order_by(col(Loeschlauf.id).desc())
        .offset((page - 1) * PER_PAGE)
        .limit(PER_PAGE + 1)
    ).all()
    zahlen = session.exec(
        select(Loeschzahl).where(col(Loeschzahl.lauf_id).in_([lauf.id for lauf in laeufe]))
    ).all()
    return [RunCounts(lauf, [z for z in zahlen if z.lauf_id == lauf.id]) for lauf in laeufe]


def unconfirmed(session: Session) -> RunCounts | None:
    """The newest finished run that counted what nobody has confirmed yet, with these counts."""
    mine = (
        select(Loeschzahl)
        .join(Loeschlauf, col(Loeschlauf.id) == Loeschzahl.lauf_id)
        .join(Loeschfrist, col(Loeschfrist.name) == Loeschzahl.frist)
        .where(
            col(Loeschfrist.bestaetigt_am).is_(None),
            col(Loeschlauf.beendet_am).is_not(None),
        )
    )
    newest = select(func.max(mine.subquery().c.lauf_id)).scalar_subquery()
    zahlen = session.exec(mine.where(Loeschzahl.lauf_id == newest)).all()
    if not zahlen:
        return None
    return RunCounts(session.get_one(Loeschlauf, zahlen[0].lauf_id), zahlen)


def confirm(session: Session, lauf_id: int, *, by: Actor, at: datetime) -> None:
    """What this run has counted is deleted from the next night on.

    Raises StepNotPossible where nothing of it waits any more.
    """
    counted = select(Loeschzahl.frist).where(Loeschzahl.lauf_id == lauf_id)
    done = session.execute(
        update(Loeschfrist)
        .where(col(Loeschfrist.bestaetigt_am).is_(None), col(Loeschfrist.name).in_(counted))
        .values(bestaetigt_am=at, bestaetigt_von_id=row_id(by.staff_id))
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise StepNotPossible(_("Das hat schon jemand bestätigt."))
    record(session, thread=THREAD, step=CONFIRM, by=by, at=at, public=False)
