"""Reading the log of runs, and confirming what a dry run has counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, exists, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select, update

from app.auth.actor import Actor
from app.casework.deletion import Loeschfehler, Loeschfrist, Loeschlauf, Loeschzahl
from app.db import row_id
from app.errors import StepNotPossible
from app.history.chain import record
from app.i18n import _
from app.text.paging import Page, fetch_page

THREAD = "loeschlauf"
CONFIRM = "bestaetigen"
# One night may have been missed by an update of the server.
_SILENCE = timedelta(hours=50)


@dataclass(frozen=True)
class RunCounts:
    """A run with what it counted, and the names of what it did not get done."""

    lauf: Loeschlauf
    zahlen: Sequence[Loeschzahl]
    fehler: Sequence[str] = ()


@dataclass(frozen=True)
class Failures:
    """What fails since when (aware UTC), and did not succeed since then: names of retentions, or
    OVERWRITING."""

    names: Sequence[str]
    since: datetime


def runs(session: Session, *, page: int) -> Page[RunCounts]:
    """Newest first; four queries."""
    laeufe = fetch_page(session, select(Loeschlauf).order_by(col(Loeschlauf.id).desc()), page, {})
    ids = [lauf.id for lauf in laeufe.rows]
    zahlen = session.exec(select(Loeschzahl).where(col(Loeschzahl.lauf_id).in_(ids))).all()
    fehler = session.exec(select(Loeschfehler).where(col(Loeschfehler.lauf_id).in_(ids))).all()
    return laeufe.map(
        lambda lauf: RunCounts(
            lauf,
            [z for z in zahlen if z.lauf_id == lauf.id],
            [f.frist for f in fehler if f.lauf_id == lauf.id],
        )
    )


def failures(session: Session) -> Failures | None:
    """What failed and no later run has got done: a night does everything, a run by command what it
    really deleted."""
    later, zahl, again = aliased(Loeschlauf), aliased(Loeschzahl), aliased(Loeschfehler)
    deleted = exists().where(
        col(zahl.lauf_id) == later.id, col(zahl.frist) == Loeschfehler.frist, ~col(zahl.probe)
    )
    failed = exists().where(col(again.lauf_id) == later.id, col(again.frist) == Loeschfehler.frist)
    done = exists().where(
        col(later.id) > Loeschfehler.lauf_id,
        col(later.beendet_am).is_not(None),
        or_(col(later.nacht).is_not(None), deleted),
        ~failed,
    )
    rows = session.exec(
        select(Loeschfehler.frist, Loeschlauf.begonnen_am)
        .join(Loeschlauf, col(Loeschlauf.id) == Loeschfehler.lauf_id)
        .where(~done)
        .order_by(col(Loeschlauf.id), col(Loeschfehler.frist))
    ).all()
    if not rows:
        return None
    return Failures(list(dict.fromkeys(name for name, _at in rows)), rows[0][1])


def silent_since(session: Session, at: datetime) -> datetime | None:
    """When the last night came to its end (or the first began), where that is more than two nights
    ago: the worker is down, or every night dies before it can say what failed. Aware UTC; None
    where all is well, or no night has ever begun."""
    of_night = col(Loeschlauf.nacht).is_not(None)
    ended = of_night & col(Loeschlauf.beendet_am).is_not(None)
    last, first = session.execute(
        select(
            func.max(case((ended, Loeschlauf.begonnen_am))),
            func.min(case((of_night, Loeschlauf.begonnen_am))),
        )
    ).one()
    since: datetime | None = last or first
    return since if since and at - since > _SILENCE else None


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


def waiting_since(session: Session, waiting: RunCounts) -> datetime:
    """When the first of these retentions came into the house. Aware UTC."""
    names = [zahl.frist for zahl in waiting.zahlen]
    since = select(func.min(Loeschfrist.gilt_seit)).where(
        col(Loeschfrist.name).in_(names), col(Loeschfrist.bestaetigt_am).is_(None)
    )
    return session.exec(since).one()


def confirm(session: Session, lauf_id: int, *, by: Actor, at: datetime) -> None:
    """What this run has counted is deleted from the next night on.

    Raises StepNotPossible where nothing of it waits any more, or another has counted since: that
    one may find more than was read here.
    """
    waiting = unconfirmed(session)
    if waiting is not None and waiting.lauf.id != lauf_id:
        raise StepNotPossible(
            _("Inzwischen hat ein neuer Lauf gezählt. Bitte sehen Sie seine Zahlen an.")
        )
    counted = select(Loeschzahl.frist).where(Loeschzahl.lauf_id == lauf_id)
    done = session.execute(
        update(Loeschfrist)
        .where(col(Loeschfrist.bestaetigt_am).is_(None), col(Loeschfrist.name).in_(counted))
        .values(bestaetigt_am=at, bestaetigt_von_id=row_id(by.staff_id))
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise StepNotPossible(_("Das hat schon jemand bestätigt."))
    record(session, thread=THREAD, step=CONFIRM, by=by, at=at, public=False)
