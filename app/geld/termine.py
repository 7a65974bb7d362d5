"""Entering the next days of a Fonds: the Anträge that wait for a Sitzung follow it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from app.antraege.fristen import follow
from app.antraege.models import Antrag
from app.antraege.queries import before_sitzung
from app.auth.actor import Actor
from app.db import hold, row_id
from app.fonds import ledger
from app.fonds.fondsstand import Fondsstand
from app.fonds.steps import termine_eintragen, year_to_plan


def lock(session: Session, stand: Fondsstand) -> Sequence[Antrag]:
    """What waits for a Sitzung, then the Fondsjahr, in the order that all steps keep.

    What has begun to wait meanwhile is read once nobody can begin any more. It is not waited for:
    whoever holds it now waits for the Fondsjahr and will read the new day.

    Raises StepNotPossible where the year is over.
    """
    fondsjahr_id = row_id(year_to_plan(stand).id)
    query = before_sitzung(fondsjahr_id)
    hold(session, query, of=Antrag)
    ledger.lock(session, fondsjahr_id)
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
    """`waiting` is what `lock` gave. Raises FieldRefused and StepNotPossible."""
    before = stand.termine
    termine_eintragen(session, stand, frist=frist, sitzung=sitzung, by=by, at=at)
    follow(waiting, before, stand.termine)
    session.flush()
