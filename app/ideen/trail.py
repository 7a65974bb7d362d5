"""What happened to an Idee, and what comes next, as the lines of its trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.history.models import ActorKind, Step
from app.history.words import Words
from app.i18n import _, _l
from app.ideen.models import Idee
from app.ideen.phrases import PHRASES
from app.ideen.status import STAND_INTERN, ZU_PRUEFEN, Ideenstatus
from app.web.formats import abstand

_S = Ideenstatus

SCHRITTWORTE = {
    "einreichen": _l("eingegangen"),
    "pruefen": _l("Prüfung begonnen"),
    "veroeffentlichen": _l("veröffentlicht"),
    "nachfragen": _l("nachgefragt"),
    "antworten": _l("Frage beantwortet"),
    "widersprechen": _l("widersprochen"),
    "ablehnen": _l("nicht veröffentlicht"),
    "zusammenfuehren": _l("mit einer ähnlichen Idee verbunden"),
    "weiterleiten": _l("weitergeleitet"),
    "beantworten": _l("beantwortet"),
    "als_fondsantrag": _l("daraus wurde ein Antrag an den Quartiersfonds"),
    "als_projekt": _l("daraus wurde ein Projekt"),
    "umsetzung_beginnen": _l("Umsetzung begonnen"),
    "umsetzen": _l("umgesetzt"),
    "zurueckziehen": _l("zurückgezogen"),
    "entfernen": _l("entfernt"),
    "schliessen_ohne_antwort": _l("geschlossen, weil keine Antwort kam"),
}
WORDS = Words(
    SCHRITTWORTE,
    sender=_l("Absender*in"),
    states={state.value: word for state, word in STAND_INTERN.items()},
    phrases=PHRASES,
)

# Said to the sender, and on the public page.
_TO_SENDER = {
    "nachfragen": _l("Wir haben nachgefragt"),
    "antworten": _l("Sie haben geantwortet"),
    "widersprechen": _l("Sie haben widersprochen"),
}

# What brought an Idee to the team, and what staff therefore have to do with it.
TO_TEAM = {
    "einreichen": _l("Idee prüfen"),
    "antworten": _l("Antwort eingegangen"),
    "widersprechen": _l("Widerspruch prüfen"),
}


@dataclass(frozen=True)
class Line:
    """`zustand` is fertig, jetzt or kommt."""

    text: str
    zustand: str
    at: datetime | None = None
    hinweis: str = ""


def shown_trail(idee: Idee, steps: Sequence[Step], *, jetzt: datetime) -> list[Line]:
    """As the sender and the public read it."""
    done = [
        Line(_text(idee, s), "fertig", s.at, WORDS.reason(s) if s.public else "") for s in steps
    ]
    return done + _next(idee, jetzt)


def staff_trail(idee: Idee, steps: Sequence[Step], *, jetzt: datetime) -> list[Line]:
    """Every step with who did it and why."""
    known = WORDS.known(steps)
    done = [Line(_forwarded(idee, s) or WORDS.what(s), "fertig", s.at, WORDS.why(s)) for s in known]
    if idee.status in ZU_PRUEFEN:
        return [*done, due(_("Prüfung"), idee.pruefen_bis, jetzt)]
    if idee.status is _S.nachgefragt:
        return [*done, due(_("Wir warten auf die Antwort"), idee.pruefen_bis, jetzt)]
    return done + _next(idee, jetzt)


def _text(idee: Idee, step: Step) -> str:
    name = WORDS.name(step)
    if name == "antworten" and step.actor_kind is ActorKind.staff:
        return _("Wir haben Ihre Antwort aufgeschrieben")
    return _forwarded(idee, step) or str(_TO_SENDER.get(name) or WORDS.label(step))


def _forwarded(idee: Idee, step: Step) -> str:
    if WORDS.name(step) == "weiterleiten" and idee.weitergeleitet_an:
        return _("weitergeleitet: %(amt)s") % {"amt": idee.weitergeleitet_an}
    return ""


def _next(idee: Idee, jetzt: datetime) -> list[Line]:
    """What people wait for now, and what follows it."""
    match idee.status:
        case _S.eingereicht | _S.in_pruefung:
            return [
                due(_("Wir prüfen Ihre Idee"), idee.pruefen_bis, jetzt),
                Line(_("Veröffentlichung"), "kommt"),
            ]
        case _S.nachgefragt:
            return [awaited(_("Wir warten auf Ihre Antwort"), idee.pruefen_bis, jetzt)]
        case _S.veroeffentlicht | _S.weitergeleitet if idee.antwort_bis:
            return [
                due(_("Antwort der Stadt"), idee.antwort_bis, jetzt),
                Line(_("Umsetzung, wenn es geht"), "kommt"),
            ]
        case _S.umsetzbar | _S.teilweise_umsetzbar | _S.als_fondsantrag | _S.als_projekt:
            return [Line(_("Umsetzung"), "jetzt", hinweis=idee.antwort_wann)]
        case _S.in_umsetzung:
            return [Line(_("Wird gerade umgesetzt"), "jetzt", hinweis=idee.antwort_wann)]
    return []


def due(text: str, until: datetime, jetzt: datetime) -> Line:
    """What we promised to do until then."""
    late = _("Das dauert länger als versprochen. Wir haben es auf dem Tisch.")
    return _until(text, until, jetzt, late)


def awaited(text: str, until: datetime, jetzt: datetime) -> Line:
    """What the sender is asked for until then."""
    return _until(text, until, jetzt, _("Der Tag ist vorbei. Bitte melden Sie sich noch."))


def _until(text: str, until: datetime, jetzt: datetime, late: str) -> Line:
    if until < jetzt:
        return Line(text, "jetzt", until, late)
    return Line(_("%(was)s bis") % {"was": text}, "jetzt", until, abstand(until, jetzt))
