"""The trail as the sender sees it: of an Idee every step, of an Antrag what is not internal."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.antraege.models import Antrag
from app.antraege.status import IM_VERFAHREN, Antragsstatus, Schritt
from app.antraege.trail import WORDS
from app.history.chain import FORGET, trail
from app.history.models import Step
from app.i18n import _, _l
from app.ideen.models import Idee
from app.ideen.trail import Line, awaited, due, shown_trail
from app.web.formats import geld

_OWN_AFFAIRS = ("email_aendern", "link_senden", "link_erneuern", FORGET)
_WAITING = {
    Antragsstatus.eingereicht: _l("Wir prüfen Ihren Antrag"),
    Antragsstatus.rueckfrage: _l("Wir warten auf Ihre Antwort"),
    Antragsstatus.formal_geprueft: _l("Beratung über Ihren Antrag"),
    Antragsstatus.votiert: _l("Entscheidung"),
    Antragsstatus.zurueckgestellt: _l("Nächste Beratung über Ihren Antrag"),
    Antragsstatus.bewilligt: _l("Wir unterschreiben zusammen eine Vereinbarung"),
    Antragsstatus.nachweis_faellig: _l("Wir warten auf Ihren Nachweis"),
    Antragsstatus.nachweis_eingereicht: _l("Wir prüfen Ihren Nachweis"),
    Antragsstatus.nachweis_rueckfrage: _l("Wir warten auf Ihre Antwort zum Nachweis"),
}
_THEIR_TURN = (
    Antragsstatus.rueckfrage,
    Antragsstatus.nachweis_faellig,
    Antragsstatus.nachweis_rueckfrage,
)


def own_trail(session: Session, item: Idee | Antrag, *, jetzt: datetime) -> list[Line]:
    steps = [s for s in trail(session, item.vorgangsnummer) if s.step not in _OWN_AFFAIRS]
    if isinstance(item, Idee):
        return shown_trail(item, steps, jetzt=jetzt)
    return _antrag_trail(item, steps, jetzt)


def _antrag_trail(antrag: Antrag, steps: Sequence[Step], jetzt: datetime) -> list[Line]:
    lines = [Line(_text(step), "fertig", step.at) for step in steps if step.public]
    waiting = _WAITING.get(antrag.status)
    if waiting is None:
        return lines
    lines.append(_waiting(antrag, str(waiting), jetzt))
    if antrag.status in IM_VERFAHREN and antrag.status is not Antragsstatus.votiert:
        lines.append(Line(_("Entscheidung"), "kommt"))
    return lines


def _waiting(antrag: Antrag, text: str, jetzt: datetime) -> Line:
    until = antrag.faellig_am
    if until is None:
        return Line(text, "jetzt")
    told = awaited if antrag.status in _THEIR_TURN else due
    return told(text, until, jetzt)


def _text(step: Step) -> str:
    text = WORDS.label(step)
    if step.step == Schritt.freigeben and step.amount_cent:
        return _("%(schritt)s: %(betrag)s") % {"schritt": text, "betrag": geld(step.amount_cent)}
    return text
