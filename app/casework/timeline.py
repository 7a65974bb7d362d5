"""What happened to an item and what comes next, as the lines of its trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.history.models import Step
from app.history.words import Words
from app.i18n import _, _l
from app.text.formats import abstand

LATE = _l("Das dauert länger als versprochen. Wir haben es auf dem Tisch.")
STILL_AWAITED = _l("Der Tag ist vorbei. Bitte melden Sie sich noch.")


@dataclass(frozen=True)
class Line:
    """`zustand` is fertig, jetzt or kommt. `at` is aware UTC."""

    text: str
    zustand: str
    at: datetime | None = None
    hinweis: str = ""


def done_lines(words: Words, steps: Sequence[Step]) -> list[Line]:
    """As staff read it: every step with who did it and why."""
    return [Line(words.what(s), "fertig", s.at, words.why(s)) for s in words.with_words(steps)]


def due(text: str, until: datetime, jetzt: datetime) -> Line:
    """What we promised to do until then."""
    return _until(text, until, jetzt, str(LATE))


def awaited(text: str, until: datetime, jetzt: datetime) -> Line:
    """What the sender is asked for until then."""
    return _until(text, until, jetzt, str(STILL_AWAITED))


def _until(text: str, until: datetime, jetzt: datetime, late: str) -> Line:
    if until < jetzt:
        return Line(text, "jetzt", until, late)
    return Line(_("%(was)s bis") % {"was": text}, "jetzt", until, abstand(until, jetzt))
