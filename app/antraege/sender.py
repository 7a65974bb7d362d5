"""What the sender of an Antrag reads on the page of their Vorgang, and what they can do there."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.antraege.actions import zurueckziehen
from app.antraege.buero.steps.rueckantwort import rueckantworten
from app.antraege.decision import is_binding, waits_for_votum, weg, without_votum
from app.antraege.models import Antrag
from app.antraege.retention import draft_until
from app.antraege.status import (
    GESCHEITERT,
    LEBENSLAUF,
    WARTET_AUF_SITZUNG,
    Antragsstatus,
    Schritt,
    Trait,
)
from app.antraege.trail import sender_trail
from app.casework.lifecycle import Owner
from app.casework.sender import SenderSide
from app.clock import BERLIN
from app.fonds.termine import termine_of
from app.i18n import _, _l
from app.quartiere.opening import opening
from app.text.formats import datum, geld
from app.vorgaenge.steps import replying, withdrawing

_BY_PHONE = _l("Wie es weitergeht, erfahren Sie am Telefon. Rufen Sie bitte das Quartiersbüro an.")
_CARRIED_OUT = _l("Bis zum %(bis)s bekommen Sie Bescheid.")
_OVER = LEBENSLAUF.owned_by(Owner.nobody)
_NEW_ONE = _l("Sie können jederzeit einen neuen Antrag stellen.")

# (state in plain words, what comes next); "%(bis)s" is the date by which it comes.
SENTENCES: dict[Antragsstatus, tuple[str, str]] = {
    Antragsstatus.entwurf: (
        _l("Ihr Antrag ist angefangen und gespeichert, aber noch nicht abgeschickt."),
        _l("Sie können weiterschreiben."),
    ),
    Antragsstatus.eingereicht: (
        _l("Ihr Antrag ist angekommen."),
        _l("Bis zum %(bis)s prüfen wir, ob alles da ist."),
    ),
    Antragsstatus.rueckfrage: (
        _l("Wir haben eine Frage an Sie."),
        _l("Bitte antworten Sie bis zum %(bis)s, dann geht es weiter."),
    ),
    Antragsstatus.formal_geprueft: (
        _l("Ihr Antrag ist vollständig. Das Geld ist vorgemerkt."),
        _l("Bis zum %(bis)s wird über Ihren Antrag beraten."),
    ),
    Antragsstatus.votiert: (
        _l("Das Gremium hat über Ihren Antrag abgestimmt."),
        _l("Bis zum %(bis)s fällt die Entscheidung."),
    ),
    Antragsstatus.zurueckgestellt: (
        _l("Ihr Antrag ist auf eine spätere Sitzung verschoben."),
        _l("Bis zum %(bis)s wird wieder über Ihren Antrag beraten."),
    ),
    Antragsstatus.bewilligt: (
        _l("Ihr Antrag ist bewilligt."),
        _l(
            "Vereinbarung und Auszahlung gehen noch nicht über das Portal. "
            "Rufen Sie dafür bitte das Quartiersbüro an."
        ),
    ),
    Antragsstatus.abgelehnt: (
        _l("Ihr Antrag ist abgelehnt."),
        _l("Den Grund lesen Sie unten. Haben Sie Fragen, rufen Sie bitte das Quartiersbüro an."),
    ),
    Antragsstatus.vereinbart: (
        _l("Die Vereinbarung ist unterschrieben."),
        _l("Sie können loslegen. Wegen des Geldes rufen Sie bitte das Quartiersbüro an."),
    ),
    Antragsstatus.laufend: (
        _l("Ihre Aktion läuft."),
        _l(
            "Bitte heben Sie alle Belege auf. Abrechnen können Sie hier noch nicht. "
            "Rufen Sie dafür bitte das Quartiersbüro an."
        ),
    ),
    Antragsstatus.nachweis_faellig: (
        _l("Ihre Aktion ist vorbei."),
        _l(
            "Den Nachweis können Sie hier noch nicht schicken. "
            "Rufen Sie dafür bitte das Quartiersbüro an."
        ),
    ),
    Antragsstatus.nachweis_eingereicht: (_l("Ihr Nachweis ist da."), _BY_PHONE),
    Antragsstatus.nachweis_rueckfrage: (
        _l("Wir haben eine Frage zu Ihrem Nachweis."),
        _l(
            "Beantworten können Sie sie hier noch nicht. "
            "Rufen Sie dafür bitte das Quartiersbüro an."
        ),
    ),
    Antragsstatus.nachweis_geprueft: (_l("Ihr Nachweis ist geprüft."), _BY_PHONE),
    Antragsstatus.rueckforderung: (
        _l("Ein Teil des Geldes muss zurückgezahlt werden."),
        _BY_PHONE,
    ),
    Antragsstatus.zurueckgezahlt: (_l("Das Geld ist zurückgezahlt."), _BY_PHONE),
    Antragsstatus.abgeschlossen: (_l("Alles ist abgeschlossen. Danke."), _NEW_ONE),
    Antragsstatus.zurueckgezogen: (_l("Sie haben Ihren Antrag zurückgezogen."), _NEW_ONE),
    Antragsstatus.verfallen: (
        _l("Ihr Antrag ist verfallen, weil eine Frist verstrichen ist."),
        _NEW_ONE,
    ),
}


def _special(antrag: Antrag) -> tuple[str, str] | None:
    """By how its Fonds decides."""
    match antrag.status:
        case Antragsstatus.formal_geprueft if not waits_for_votum(antrag):
            return str(SENTENCES[antrag.status][0]), _("Bis zum %(bis)s fällt die Entscheidung.")
        case Antragsstatus.votiert if weg(antrag).voted:
            after = _CARRIED_OUT if is_binding(antrag) else SENTENCES[antrag.status][1]
            return str(weg(antrag).voted), str(after)
        case Antragsstatus.zurueckgestellt if not waits_for_votum(antrag):
            return _("Die Entscheidung über Ihren Antrag ist verschoben."), _(
                "Am %(bis)s nehmen wir ihn wieder vor."
            )
    return None


def _adjust(antrag: Antrag, after: str) -> str:
    """With what became of the money."""
    after = _without_day(antrag) or after
    parts = [*_less(antrag), after, *_deletion(antrag), _free_again(antrag)]
    return " ".join(part for part in parts if part)


def _without_day(antrag: Antrag) -> str:
    if antrag.faellig_am or antrag.status not in WARTET_AUF_SITZUNG:
        return ""
    return _("Wann über Ihren Antrag beraten wird, steht noch nicht fest.")


def _less(antrag: Antrag) -> Iterator[str]:
    """Where less was approved than asked; without the agreement there is still time to say no."""
    if not antrag.is_granted_in_part or antrag.status not in LEBENSLAUF.having(Trait.planning):
        return
    wish, grant = antrag.beantragt_cent or 0, antrag.bewilligt_cent or 0
    amounts = {"beantragt": geld(wish), "bewilligt": geld(grant)}
    yield _("Beantragt waren %(beantragt)s, bewilligt sind %(bewilligt)s.") % amounts
    if antrag.status is Antragsstatus.bewilligt:
        yield _(
            "Geht Ihre Aktion mit weniger Geld nicht, sprechen Sie mit dem Quartiersbüro "
            "oder ziehen Sie den Antrag zurück."
        )


def _phone(antrag: Antrag) -> str:
    return antrag.quartier.buero_telefon if antrag.quartier else ""


def _details(antrag: Antrag, at: datetime) -> dict[str, Any]:
    """What can be done now, and when; needs `quartier` with its Sprechstunden loaded."""
    quartier, today = antrag.quartier, at.astimezone(BERLIN).date()
    return {
        "zu_ende": antrag.status in _OVER,
        "gescheitert": antrag.status in GESCHEITERT,
        "termine": termine_of(antrag.fonds, meets=not without_votum(antrag), today=today),
        "sprechzeit": opening(quartier.sprechstunden, at=at) if quartier else None,
    }


def _deletion(antrag: Antrag) -> Iterator[str]:
    """When a draft that nobody goes on with is deleted."""
    if antrag.status is Antragsstatus.entwurf:
        day = {"tag": datum(draft_until(antrag))}
        yield _("Ändern Sie bis zum %(tag)s nichts, löschen wir den Entwurf.") % day


def _free_again(antrag: Antrag) -> str:
    if antrag.status is not Antragsstatus.zurueckgezogen or not antrag.bewilligt_cent:
        return ""
    amount = {"betrag": geld(antrag.bewilligt_cent)}
    return _("Die bewilligten %(betrag)s sind wieder frei für andere.") % amount


SENDER: SenderSide[Antrag] = SenderSide(
    LEBENSLAUF,
    steps=(
        replying(Schritt.rueckantwort, rueckantworten),
        withdrawing(Schritt.zurueckziehen, zurueckziehen, warning="antraege/_verzicht.html"),
    ),
    table=SENTENCES,
    until=lambda antrag: antrag.faellig_am,
    special=_special,
    adjust=_adjust,
    lines=sender_trail,
    template="antraege/_vorgang.html",
    details=_details,
    is_good_news=lambda antrag: antrag.status in LEBENSLAUF.having(Trait.good_news),
    phone=_phone,
)
