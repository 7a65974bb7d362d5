"""Until when the next thing is promised for an Antrag. Needs `fonds` and `fondsjahr` loaded."""

from datetime import datetime

from app.antraege.models import Antrag
from app.antraege.steps import without_votum
from app.clock import BERLIN
from app.fristen import days_after, working_days_after


def check_by(antrag: Antrag, at: datetime) -> datetime:
    return working_days_after(at, antrag.fonds.frist_pruefung_tage)


def decide_by(antrag: Antrag, at: datetime) -> datetime:
    """When the next decision is due: at the Gremium's next Sitzung, else after the Fonds's term."""
    sitzung = antrag.fondsjahr.naechste_sitzung
    today = at.astimezone(BERLIN).date()
    if sitzung is not None and sitzung >= today and not without_votum(antrag):
        return days_after(at, (sitzung - today).days)
    return days_after(at, antrag.fonds.frist_freigabe_tage)
