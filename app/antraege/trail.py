"""The trail as staff read it: every step with who did it, why, and about how much money."""

from collections.abc import Sequence
from datetime import datetime

from app.antraege.models import Antrag
from app.antraege.presentation import next_of
from app.antraege.status import SCHRITTWORTE
from app.history.models import Step
from app.history.words import Words
from app.i18n import _l
from app.ideen.trail import Line
from app.web.formats import abstand

WORDS = Words(SCHRITTWORTE, sender=_l("Antragsteller*in"))


def staff_trail(antrag: Antrag, steps: Sequence[Step], *, jetzt: datetime) -> list[Line]:
    done = [Line(WORDS.what(s), "fertig", s.at, WORDS.why(s)) for s in WORDS.known(steps)]
    coming, until = next_of(antrag), antrag.faellig_am
    if not coming:
        return done
    return [*done, Line(coming, "jetzt", until, abstand(until, jetzt) if until else "")]
