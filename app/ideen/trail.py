"""What happened to an Idee, and what comes next, as the lines of its trail."""

from collections.abc import Sequence
from datetime import datetime

from app.casework.timeline import Line, awaited, done_lines, due
from app.history.models import ActorKind, Step
from app.history.words import Words
from app.i18n import _, _l
from app.ideen.models import Idee
from app.ideen.phrases import PHRASES
from app.ideen.status import (
    BEANTWORTET,
    FORMER,
    FORMER_STATES,
    SCHRITTE,
    STAND_INTERN,
    ZU_PRUEFEN,
    Ideenstatus,
    Schritt,
)

_S = Ideenstatus


class IdeeWords(Words):
    """One step writes every answer; what kind of answer it was is told by the states around it."""

    def label(self, step: Step) -> str:
        if self.name(step) == Schritt.antwort_eintragen:
            return _answered(step)
        return super().label(step)


WORDS = IdeeWords(
    SCHRITTE,
    sender=_l("Absender*in"),
    states=STAND_INTERN,
    former=FORMER,
    former_states=FORMER_STATES,
    phrases=PHRASES,
)

# Said to the sender, and on the public page.
_TO_SENDER = {
    Schritt.rueckfrage: _l("Wir haben nachgefragt"),
    Schritt.rueckantwort: _l("Sie haben geantwortet"),
    Schritt.rueckfrage_zuruecknehmen: _l("Unsere Frage hat sich erledigt"),
    Schritt.erinnern: _l("Wir haben an unsere Frage erinnert"),
    Schritt.verlaengern: _l("Sie haben mehr Zeit für Ihre Antwort"),
    Schritt.widersprechen: _l("Sie haben widersprochen"),
}


def sender_trail(idee: Idee, steps: Sequence[Step], jetzt: datetime) -> list[Line]:
    """As the sender and the public read it."""
    rows = WORDS.with_words(steps)
    done = [Line(_text(idee, s), "fertig", s.at, WORDS.reason(s) if s.public else "") for s in rows]
    return done + _next(idee, jetzt)


def staff_trail(idee: Idee, steps: Sequence[Step], jetzt: datetime) -> list[Line]:
    """Every step with who did it and why."""
    done = done_lines(WORDS, steps)
    if idee.status in ZU_PRUEFEN:
        return [*done, due(_("Prüfung"), idee.pruefen_bis, jetzt)]
    if idee.status is _S.rueckfrage:
        return [*done, due(_("Wir warten auf die Antwort"), idee.pruefen_bis, jetzt)]
    return done + _next(idee, jetzt)


def _text(idee: Idee, step: Step) -> str:
    schritt = WORDS.name(step)
    if schritt == Schritt.rueckantwort and step.actor_kind is ActorKind.staff:
        return _("Wir haben Ihre Antwort aufgeschrieben")
    if schritt == Schritt.antwort_eintragen:
        return _answered(step)
    if schritt == Schritt.weiterleiten and idee.weitergeleitet_an:
        return _("weitergeleitet: %(amt)s") % {"amt": idee.weitergeleitet_an}
    return str(_TO_SENDER.get(Schritt(schritt), SCHRITTE[Schritt(schritt)]))


def _answered(step: Step) -> str:
    if step.to_status not in BEANTWORTET:
        return _("Zwischenstand, die Antwort kommt noch")
    if step.from_status in BEANTWORTET:
        return _("Antwort berichtigt oder ergänzt")
    return _("beantwortet")


def _next(idee: Idee, jetzt: datetime) -> list[Line]:
    """What people wait for now, and what follows it."""
    match idee.status:
        case _S.eingereicht | _S.in_pruefung:
            return [
                due(_("Wir prüfen Ihre Idee"), idee.pruefen_bis, jetzt),
                Line(_("Veröffentlichung"), "kommt"),
            ]
        case _S.verborgen:
            return [due(_("Wir prüfen Ihre Idee noch einmal"), idee.pruefen_bis, jetzt)]
        case _S.rueckfrage:
            return [awaited(_("Wir warten auf Ihre Antwort"), idee.pruefen_bis, jetzt)]
        case _S.veroeffentlicht | _S.weitergeleitet if idee.antwort_bis:
            return [
                due(_("Antwort der Stadt"), idee.antwort_bis, jetzt),
                Line(_("Umsetzung, wenn es geht"), "kommt"),
            ]
        case _S.umsetzbar | _S.teilweise_umsetzbar | _S.als_fondsantrag | _S.als_projekt:
            return [Line(_("Umsetzung"), "jetzt", hinweis=idee.wann)]
        case _S.in_umsetzung:
            return [Line(_("Wird gerade umgesetzt"), "jetzt", hinweis=idee.wann)]
    return []
