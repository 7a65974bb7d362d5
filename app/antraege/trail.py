"""What happened to an Antrag, and what comes next, as its sender reads it."""

from collections.abc import Sequence
from datetime import datetime

from app.antraege.decision import waits_for_votum
from app.antraege.models import Antrag
from app.antraege.phrases import PHRASES
from app.antraege.status import (
    ANTRAGSSTATUS,
    FORMER,
    IM_VERFAHREN,
    SCHRITTWORTE,
    Antragsstatus,
    Schritt,
)
from app.casework.timeline import Line, awaited, due
from app.history.models import Step
from app.history.words import Words
from app.i18n import _, _l
from app.text.formats import geld

WORDS = Words(
    SCHRITTWORTE,
    sender=_l("Antragsteller*in"),
    states=ANTRAGSSTATUS,
    former=FORMER,
    phrases=PHRASES,
)

_WAITING = {
    Antragsstatus.eingereicht: _l("Wir prüfen Ihren Antrag"),
    Antragsstatus.rueckfrage: _l("Wir warten auf Ihre Antwort"),
    Antragsstatus.formal_geprueft: _l("Beratung über Ihren Antrag"),
    Antragsstatus.votiert: _l("Entscheidung"),
    Antragsstatus.zurueckgestellt: _l("Nächste Beratung über Ihren Antrag"),
}


def sender_trail(antrag: Antrag, steps: Sequence[Step], jetzt: datetime) -> list[Line]:
    """What is not internal."""
    public = [step for step in WORDS.with_words(steps) if step.public]
    lines = [Line(_text(step), "fertig", step.at) for step in public]
    waiting = _WAITING.get(antrag.status)
    if waiting is None:
        return lines
    decided_next = _is_decided_next(antrag)
    lines.append(_waiting(antrag, _("Entscheidung") if decided_next else str(waiting), jetzt))
    if antrag.status in IM_VERFAHREN and not decided_next:
        lines.append(Line(_("Entscheidung"), "kommt"))
    return lines


def _is_decided_next(antrag: Antrag) -> bool:
    after = antrag.status in (Antragsstatus.votiert, Antragsstatus.formal_geprueft)
    return after and not waits_for_votum(antrag)


def _waiting(antrag: Antrag, text: str, jetzt: datetime) -> Line:
    until = antrag.faellig_am
    if until is None:
        return Line(text, "jetzt")
    by_whom = awaited if antrag.status is Antragsstatus.rueckfrage else due
    return by_whom(text, until, jetzt)


def _text(step: Step) -> str:
    text = str(SCHRITTWORTE[WORDS.name(step)])
    if step.step == Schritt.freigeben and step.amount_cent:
        return _("%(schritt)s: %(betrag)s") % {"schritt": text, "betrag": geld(step.amount_cent)}
    return text
