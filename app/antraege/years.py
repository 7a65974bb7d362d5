"""Which year's pot pays for an Antrag (R10).

Needs `fonds` and `fondsjahr` of the Antrag loaded, and of the Fonds `regeln` and `jahre`. A day is
one in Europe/Berlin.
"""

from datetime import date

from app.antraege.models import Antrag
from app.antraege.status import IM_VERFAHREN, Antragsstatus
from app.clock import BERLIN
from app.fonds.models import Fondsjahr, Schwere
from app.i18n import _
from app.text.formats import datum

_YEAR_END = "R10"


def paying_year(antrag: Antrag, today: date) -> Fondsjahr | None:
    """Out of which money would be kept or bound for it now; None where the Fonds is not opened.

    While it is undecided it goes on to the year in which it ends, as soon as that one is opened.
    """
    if antrag.status is Antragsstatus.entwurf:
        return _wanted(antrag, today.year)
    if antrag.status in IM_VERFAHREN:
        wanted = _wanted(antrag, _handed_in(antrag, today))
        if wanted is not None and wanted.jahr > antrag.fondsjahr.jahr:
            return wanted
    return antrag.fondsjahr


def unpaid_because(antrag: Antrag) -> str:
    """Why no money can be bound for it yet; "" where it can."""
    last, opened = antrag.letzter_tag, {jahr.jahr for jahr in antrag.fonds.jahre}
    if _severity(antrag) is not Schwere.B or last is None:
        return ""
    if last.year <= antrag.fondsjahr.jahr or last.year in opened:
        return ""
    return _(
        "Die Aktion endet am %(tag)s, und für %(jahr)s ist der Topf noch nicht eröffnet. Stellen "
        "Sie den Antrag bis dahin zurück."
    ) % {"tag": datum(last), "jahr": last.year}


def _wanted(antrag: Antrag, handed_in: int) -> Fondsjahr | None:
    """The year in which it ends, where the Fonds has R10 and is opened for it; otherwise the one
    in which it is handed in."""
    opened = {jahr.jahr: jahr for jahr in antrag.fonds.jahre}
    last = antrag.letzter_tag
    if _severity(antrag) is not None and last is not None and last.year > handed_in:
        return opened.get(last.year) or opened.get(handed_in)
    return opened.get(handed_in)


def _handed_in(antrag: Antrag, today: date) -> int:
    at = antrag.eingereicht_am
    return at.astimezone(BERLIN).year if at else today.year


def _severity(antrag: Antrag) -> Schwere | None:
    return next((row.schwere for row in antrag.fonds.regeln if row.regel == _YEAR_END), None)
