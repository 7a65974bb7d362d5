"""When a Quartiersbüro is open, told for today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from app.clock import BERLIN
from app.i18n import _
from app.quartiere.models import Sprechstunde
from app.text.formats import wochentag


@dataclass(frozen=True)
class Opening:
    """`sentence` is for now; `rows` are (weekday, hours, remark) for the week."""

    is_open: bool
    sentence: str
    rows: Sequence[tuple[str, str, str]]


def opening(sprechstunden: Sequence[Sprechstunde], *, at: datetime) -> Opening | None:
    """At `at` (aware UTC); None where no Sprechstunde is known."""
    if not sprechstunden:
        return None
    here = at.astimezone(BERLIN)
    day, clock = here.isoweekday(), here.time()
    rows = [(wochentag(s.wochentag), hours(s), s.hinweis) for s in sprechstunden]
    for s in sprechstunden:
        if s.wochentag == day and s.von <= clock < s.bis:
            sentence = _("Jetzt offen, heute bis %(zeit)s Uhr") % {"zeit": _clock(s.bis)}
            return Opening(True, sentence, rows)
    return Opening(False, _when_next(sprechstunden, day, clock), rows)


def hours(s: Sprechstunde) -> str:
    """ "10 bis 16:30 Uhr"."""
    return _("%(von)s bis %(bis)s Uhr") % {"von": _clock(s.von), "bis": _clock(s.bis)}


def _when_next(sprechstunden: Sequence[Sprechstunde], day: int, clock: time) -> str:
    today = [s for s in sprechstunden if s.wochentag == day]
    later = [s for s in today if s.von > clock]
    if later:
        return _("Heute offen von %(zeiten)s") % {"zeiten": hours(later[0])}
    next_one = min(sprechstunden, key=lambda s: ((s.wochentag - day - 1) % 7, s.von))
    text = (
        _("Heute schon geschlossen. Wieder offen am %(tag)s von %(zeiten)s")
        if today
        else _("Heute geschlossen. Wieder offen am %(tag)s von %(zeiten)s")
    )
    return text % {"tag": wochentag(next_one.wochentag), "zeiten": hours(next_one)}


def _clock(value: time) -> str:
    return f"{value.hour}:{value.minute:02d}" if value.minute else str(value.hour)
