"""Entering the next days of a Fonds: the Anträge that wait for a Sitzung follow it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from app.antraege.fristen import follow
from app.antraege.models import Antrag
from app.antraege.queries import before_sitzung
from app.auth.actor import Actor
from app.db import hold, row_id
from app.fonds.fondsstand import Fondsstand
from app.fonds.models import Fonds
from app.fonds.steps import termine_eintragen
from app.fonds.termine import hold_termine


def lock(session: Session, fonds: Fonds) -> Sequence[Antrag]:
    """What waits for a Sitzung of the Fonds, whatever its year, then the days of the Fonds, in the
    order that all steps keep.

    Whoever holds what waits already is waited for. What has begun to wait meanwhile is read once
    nobody can begin any more, but not waited for: whoever holds it may be waiting for these days.
    A step that promises a Sitzung reads the new one then; the rest leave the Antrag as it was.
    """
    query = before_sitzung(row_id(fonds.id))
    hold(session, query, of=Antrag)
    hold_termine(session, fonds)
    late = query.with_for_update(of=Antrag, skip_locked=True)
    return session.exec(late.execution_options(populate_existing=True)).all()


def enter(
    session: Session,
    stand: Fondsstand,
    waiting: Sequence[Antrag],
    *,
    frist: date | None,
    sitzung: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """`waiting` is what `lock` gave. Raises FieldRefused."""
    before = stand.termine
    termine_eintragen(session, stand, frist=frist, sitzung=sitzung, by=by, at=at)
    follow(waiting, before, stand.termine)
    session.flush()
