"""The trail as staff read it: every step with who did it, why, about how much; and what waits."""

from collections.abc import Sequence
from datetime import datetime

from app.antraege.models import Antrag
from app.antraege.presentation import next_of
from app.antraege.status import ANTRAGSSTATUS, SCHRITTWORTE, Antragsstatus, Schritt
from app.antraege.steps import without_votum
from app.history.models import Step
from app.history.words import Words
from app.i18n import _, _l
from app.ideen.trail import Line
from app.web.formats import abstand

WORDS = Words(
    SCHRITTWORTE,
    sender=_l("Antragsteller*in"),
    states={state.value: word for state, word in ANTRAGSSTATUS.items()},
)


def staff_trail(antrag: Antrag, steps: Sequence[Step], *, jetzt: datetime) -> list[Line]:
    done = [Line(WORDS.what(s), "fertig", s.at, WORDS.why(s)) for s in WORDS.known(steps)]
    coming, until = next_of(antrag), antrag.faellig_am
    if not coming:
        return done
    return [*done, Line(coming, "jetzt", until, abstand(until, jetzt) if until else "")]


# What gave the team something to do with an Antrag.
TO_TEAM = (
    Schritt.einreichen,
    Schritt.beantworten,
    Schritt.pruefen,
    Schritt.votum,
    Schritt.zurueckgeben,
    Schritt.zurueckstellen,
    Schritt.wiederaufnehmen,
)


def waiting_since(antrag: Antrag, brought: Step | None) -> datetime:
    """`brought` is the last of TO_TEAM. A question is ours again once its term is over."""
    if antrag.status is Antragsstatus.rueckfrage and antrag.faellig_am:
        return antrag.faellig_am
    return brought.at if brought else antrag.eingereicht_am or antrag.angelegt_am


def waiting(antrag: Antrag, brought: Step | None) -> str:
    """What staff have to do. `brought` is the last of TO_TEAM; needs `fonds` loaded."""
    match antrag.status:
        case Antragsstatus.eingereicht if (
            brought is not None and WORDS.name(brought) == Schritt.beantworten
        ):
            return _("Antwort eingegangen")
        case Antragsstatus.eingereicht:
            return _("Antrag prüfen")
        case Antragsstatus.rueckfrage:
            return _("Noch keine Antwort auf die Frage")
        case Antragsstatus.zurueckgestellt:
            return _("Antrag wieder aufnehmen")
        case Antragsstatus.formal_geprueft if not without_votum(antrag):
            return _("Votum eintragen")
    return _("Antrag entscheiden")
