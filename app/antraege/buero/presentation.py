"""How staff read an Antrag: states, kinds of applicants, and what happens next, in words."""

from collections.abc import Sequence
from datetime import datetime

from app.antraege.charge import decides, is_decided_next
from app.antraege.decision import is_binding, without_votum
from app.antraege.models import Antrag, Zusage
from app.antraege.status import ANTRAGSSTATUS, LEBENSLAUF, Antragsstatus
from app.antraege.trail import WORDS
from app.auth.permissions import Permission
from app.casework.timeline import Line, done_lines
from app.fonds.models import KINDS, Antragstellerart
from app.history.models import Step
from app.i18n import _, _l
from app.text.formats import abstand

_S = Antragsstatus

# Legal persons: their name is no personal data, and who releases must know it to see a bias.
_LEGAL_PERSONS = frozenset(KINDS) - {Antragstellerart.privatperson, Antragstellerart.gruppe}

PROMISES: dict[Zusage, str] = {
    Zusage.beantragt: _l("beantragt"),
    Zusage.bewilligt: _l("bewilligt"),
    Zusage.abgelehnt: _l("abgelehnt, zählt nicht mit"),
}

_NEXT: dict[Antragsstatus, str] = {
    _S.eingereicht: _l("Die Quartierskoordination prüft den Antrag"),
    _S.rueckfrage: _l("Wir warten auf die Antwort"),
    _S.formal_geprueft: _l("Abstimmung in der nächsten Sitzung"),
    _S.zurueckgestellt: _l("Wieder aufnehmen"),
}
_DECIDES: dict[Permission, str] = {
    Permission.antraege_pruefen: _l("Entscheidung der Quartierskoordination"),
    Permission.antraege_freigeben: _l("Entscheidung der Bezirksvorsteher*in"),
    Permission.antraege_als_amt: _l("Entscheidung der Gesamtkoordination"),
}


def kind_of(antrag: Antrag) -> str:
    """Who applies, without personal data: the kind, and the name of a legal person."""
    who = antrag.antragsteller
    if who.art is None:
        return _("keine Angabe")
    kind = str(KINDS[who.art])
    if who.art in _LEGAL_PERSONS and who.gruppe:
        return _("%(art)s: %(name)s") % {"art": kind, "name": who.gruppe}
    return kind


def names_of(antrag: Antrag) -> list[tuple[str, str]]:
    """Whose interest it is, as pairs of (word, name): without it nobody can tell a bias."""
    who = antrag.antragsteller
    pairs = [
        (_("Name der Gruppe oder Organisation"), who.gruppe),
        (_("Verantwortlich"), who.person),
        (_("Vertretung"), who.vertretung),
        (_("Das Geld bekommt"), who.mittelempfaenger),
    ]
    return [(word, name) for word, name in pairs if name]


def state_of(antrag: Antrag) -> str:
    if antrag.status is _S.formal_geprueft and without_votum(antrag):
        return _("Geprüft, wartet auf die Entscheidung")
    return str(ANTRAGSSTATUS[antrag.status])


def tone_of(antrag: Antrag, at: datetime) -> str:
    """The tone of the badge: what is overdue asks for attention."""
    if antrag.faellig_am is not None and antrag.faellig_am < at:
        return "achtung"
    return LEBENSLAUF.tone(antrag.status)


def next_of(antrag: Antrag, at: datetime) -> str:
    """What happens next; "" where nothing does."""
    if antrag.status in (_S.formal_geprueft, _S.votiert) and is_decided_next(antrag):
        if is_binding(antrag):
            return _("Die Bezirksvorsteher*in führt den Beschluss aus")
        return str(_DECIDES[decides(antrag, at)])
    return str(_NEXT.get(antrag.status, ""))


def staff_trail(antrag: Antrag, steps: Sequence[Step], jetzt: datetime) -> list[Line]:
    """Every step with who did it, why, about how much; and what waits."""
    coming, until = next_of(antrag, jetzt), antrag.faellig_am
    done = done_lines(WORDS, steps)
    if not coming:
        return done
    return [*done, Line(coming, "jetzt", until, abstand(until, jetzt) if until else "")]
