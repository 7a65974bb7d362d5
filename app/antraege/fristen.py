"""Until when the next thing is promised for an Antrag. Needs `fonds` and `voten` loaded."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlmodel import Session

from app.antraege.decision import without_votum
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.clock import BERLIN
from app.fonds.termine import Termine, hold_termine, termine_of
from app.fristen import days_after, end_of, working_days_after


def check_by(antrag: Antrag, at: datetime) -> datetime:
    return working_days_after(at, antrag.fonds.frist_pruefung_tage)


def decide_by(session: Session, antrag: Antrag, at: datetime) -> datetime | None:
    """When the next decision is due: at the coming Sitzung that it is in time for, None where no
    day of one is entered; where nobody votes, after the Fonds's term.

    Holds the days of the Fonds; a step that also books has the Fondsjahr locked before.
    """
    return _due(session, antrag, at, beyond=_day(at) - timedelta(days=1))


def release_by(antrag: Antrag, at: datetime) -> datetime:
    """Until when what was voted on is decided or carried out."""
    return days_after(at, antrag.fonds.frist_freigabe_tage)


def objection_until(antrag: Antrag) -> datetime | None:
    """Until when the Bezirksvorsteher*in may object to the newest vote, however often its entry was
    corrected since. None without one."""
    if not antrag.voten:
        return None
    first = antrag.voten[-1]
    for earlier in reversed(antrag.voten[:-1]):
        if not earlier.berichtigt_am:
            break
        first = earlier
    return days_after(first.erfasst_am, antrag.fonds.frist_beanstandung_tage)


def decide_later_by(session: Session, antrag: Antrag, at: datetime) -> datetime | None:
    """The same for an Antrag that is postponed now: the Sitzung it has waited for so far, and that
    of today, is not the later one."""
    waited = antrag.faellig_am if antrag.status is Antragsstatus.formal_geprueft else None
    return _due(session, antrag, at, beyond=max(_day(at), _day(waited or at)))


def follow(antraege: Iterable[Antrag], before: Termine, after: Termine) -> None:
    """Of those that wait for a Sitzung. One that is moved takes along who waits for it; a new one
    is the day of all that had none."""
    for antrag in antraege:
        if before.meeting and antrag.faellig_am == end_of(before.meeting):
            antrag.faellig_am = end_of(after.meeting) if after.meeting else None
        elif antrag.faellig_am is None and not (before.meeting and _is_postponed(antrag)):
            beyond = after.today - timedelta(days=1)
            antrag.faellig_am = _end_of_sitzung(antrag, after, beyond=beyond)


def _is_postponed(antrag: Antrag) -> bool:
    """From the Sitzung to come, as long as there is one."""
    return antrag.status is Antragsstatus.zurueckgestellt


def _due(session: Session, antrag: Antrag, at: datetime, *, beyond: date) -> datetime | None:
    if without_votum(antrag):
        return release_by(antrag, at)
    hold_termine(session, antrag.fonds)
    termine = termine_of(antrag.fonds, meets=True, today=_day(at))
    return _end_of_sitzung(antrag, termine, beyond=beyond)


def _end_of_sitzung(antrag: Antrag, termine: Termine, *, beyond: date) -> datetime | None:
    """The one that comes after `beyond`, and after that which has voted on it already."""
    sitzung = termine.sitzung_for(_day(antrag.eingereicht_am or antrag.angelegt_am))
    over = max([beyond, *(votum.datum for votum in antrag.voten if not votum.berichtigt_am)])
    return end_of(sitzung) if sitzung and sitzung > over else None


def _day(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()
