"""What an applicant has to do with the portal so far, and what a rule needs to judge an Antrag."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import literal, tuple_
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from app.antraege.decision import without_votum
from app.antraege.models import Antrag, Antragsteller
from app.antraege.people import kennung, perhaps_same
from app.antraege.rules import Lage
from app.antraege.status import ENTSCHIEDEN_POSITIV, MIT_PFLICHT, NACHWEIS_OFFEN, Antragsstatus
from app.antraege.years import paying_year
from app.clock import BERLIN
from app.db import UtcDateTime
from app.fonds import ledger
from app.fonds.termine import termine_of


@dataclass(frozen=True)
class Bisher:
    """The same applicant's earlier Anträge, newest first, and what came of them."""

    antraege: Sequence[Antrag]

    @property
    def bewilligt(self) -> int:
        return sum(a.status in ENTSCHIEDEN_POSITIV for a in self.antraege)

    @property
    def bewilligt_cent(self) -> int:
        return sum(a.bewilligt_cent or 0 for a in self.antraege if a.status in ENTSCHIEDEN_POSITIV)

    @property
    def offene_nachweise(self) -> int:
        return sum(a.status in NACHWEIS_OFFEN for a in self.antraege)


def lage(session: Session, antrag: Antrag, *, at: datetime, bei_freigabe: bool = False) -> Lage:
    """What the rules need; `antrag` loaded as by `queries.by_vorgangsnummer`."""
    heute = at.astimezone(BERLIN).date()
    jahr = paying_year(antrag, heute)
    jahr_id = jahr.id if jahr else None
    termine = termine_of(antrag.fonds, meets=not without_votum(antrag), today=heute)
    if jahr_id is None:
        # Nothing can be in time for it while the year is not opened.
        termine = replace(termine, frist=None)
    return Lage(
        fonds=antrag.fonds,
        heute=heute,
        verfuegbar_cent=_available(session, antrag, jahr_id),
        termine=termine,
        jahre=frozenset(jahr.jahr for jahr in antrag.fonds.jahre),
        offene_pflichten=_open_duties(session, antrag, at),
        bei_freigabe=bei_freigabe,
    )


def so_far(session: Session, antrag: Antrag) -> Bisher:
    """Only what was submitted before this one, which is submitted. Two people of one name in
    different places are two applicants."""
    wanted = kennung(antrag.antragsteller)
    rows = session.exec(
        select(Antrag)
        .join(Antragsteller)
        .options(joinedload(Antrag.antragsteller))  # type: ignore[arg-type]
        .where(
            tuple_(col(Antrag.eingereicht_am), col(Antrag.id))
            < tuple_(literal(antrag.eingereicht_am, UtcDateTime), literal(antrag.id)),
            perhaps_same(antrag.antragsteller),
        )
        .order_by(col(Antrag.eingereicht_am).desc(), col(Antrag.id).desc())
    )
    return Bisher([row for row in rows if wanted.same_as(kennung(row.antragsteller))])


def _available(session: Session, antrag: Antrag, jahr_id: int | None) -> int:
    if jahr_id is None or antrag.id is None:
        return 0
    own = ledger.antrag_stand(session, jahr_id, antrag.id).reserviert
    return ledger.stand(session, jahr_id).verfuegbar + own


def _open_duties(session: Session, antrag: Antrag, at: datetime) -> int:
    """Overdue Nachweise and open claims. There are few of them, so all are compared here."""
    wanted = kennung(antrag.antragsteller)
    rows = session.exec(
        select(Antrag)
        .options(joinedload(Antrag.antragsteller))  # type: ignore[arg-type]
        .where(MIT_PFLICHT.holds(col(Antrag.status)), Antrag.id != antrag.id)
    )
    return sum(_overdue(row, at) and wanted.same_as(kennung(row.antragsteller)) for row in rows)


def _overdue(antrag: Antrag, at: datetime) -> bool:
    if antrag.status is Antragsstatus.rueckforderung:
        return True
    return antrag.faellig_am is not None and antrag.faellig_am < at
