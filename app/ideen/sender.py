"""What the sender of an Idee reads on the page of their Vorgang, and what they can do there."""

from datetime import datetime
from typing import Any

from app.casework.sender import SenderSide
from app.i18n import _, _l
from app.ideen import actions
from app.ideen.models import Idee
from app.ideen.status import (
    ABLEHNUNGSGRUENDE,
    LEBENSLAUF,
    OEFFENTLICH,
    ZU_BEANTWORTEN,
    Ideenstatus,
    Schritt,
    Trait,
)
from app.ideen.steps.rueckantwort import rueckantworten
from app.ideen.trail import sender_trail
from app.quartiere.opening import opening
from app.vorgaenge.steps import objecting, replying, withdrawing

_HOW_FAR = _l("Wie weit es ist, erfahren Sie am Telefon. Rufen Sie bitte das Quartiersbüro an.")

# (state in plain words, what comes next); "%(bis)s" is the date by which it comes.
SENTENCES: dict[Ideenstatus, tuple[str, str]] = {
    Ideenstatus.eingereicht: (
        _l("Ihre Idee ist angekommen."),
        _l("Bis zum %(bis)s sagen wir Ihnen, ob sie veröffentlicht wird."),
    ),
    Ideenstatus.in_pruefung: (
        _l("Ihre Idee wird gerade geprüft."),
        _l("Bis zum %(bis)s sagen wir Ihnen, ob sie veröffentlicht wird."),
    ),
    Ideenstatus.rueckfrage: (
        _l("Wir haben eine Frage an Sie."),
        _l("Bitte antworten Sie bis zum %(bis)s, dann geht es weiter."),
    ),
    Ideenstatus.abgelehnt_netiquette: (
        _l("Ihre Idee wurde nicht veröffentlicht."),
        _l("Sie können einmal widersprechen. Dann sehen wir noch einmal hin."),
    ),
    Ideenstatus.entfernt: (
        _l("Der Eintrag wurde entfernt."),
        _l("Ist das ein Irrtum, schicken Sie Ihre Idee bitte noch einmal."),
    ),
    Ideenstatus.geschlossen_ohne_antwort: (
        _l("Ihre Idee ist geschlossen, weil wir keine Antwort von Ihnen hatten."),
        _l("Sie können unten immer noch antworten. Dann geht es weiter."),
    ),
    Ideenstatus.zurueckgezogen: (
        _l("Sie haben Ihre Idee zurückgezogen."),
        _l("Sie können jederzeit eine neue Idee schicken."),
    ),
    Ideenstatus.zusammengefuehrt: (
        _l("Ihre Idee steht jetzt zusammen mit einer ähnlichen."),
        _l("Antwort und Stand lesen Sie dort."),
    ),
    Ideenstatus.veroeffentlicht: (
        _l("Ihre Idee ist öffentlich."),
        _l("Bis zum %(bis)s bekommen Sie eine Antwort."),
    ),
    Ideenstatus.verborgen: (
        _l("Ihre Idee ist vorerst nicht mehr öffentlich."),
        _l("Bis zum %(bis)s sagen wir Ihnen, wie es weitergeht."),
    ),
    Ideenstatus.weitergeleitet: (
        _l("Ihre Idee liegt beim zuständigen Amt."),
        _l("Bis zum %(bis)s bekommen Sie eine Antwort."),
    ),
    Ideenstatus.umsetzbar: (
        _l("Ja, das geht."),
        _l(
            "Wann es losgeht, steht in der Antwort. "
            "Haben Sie Fragen, rufen Sie bitte das Quartiersbüro an."
        ),
    ),
    Ideenstatus.teilweise_umsetzbar: (
        _l("Ein Teil davon geht."),
        _l(
            "Was geht und wann, steht in der Antwort. "
            "Haben Sie Fragen, rufen Sie bitte das Quartiersbüro an."
        ),
    ),
    Ideenstatus.nicht_umsetzbar: (
        _l("Das geht leider nicht."),
        _l(
            "Warum, steht in der Antwort. "
            "Sehen Sie das anders, rufen Sie bitte das Quartiersbüro an."
        ),
    ),
    Ideenstatus.als_fondsantrag: (
        _l("Aus Ihrer Idee wurde ein Antrag an den Quartiersfonds."),
        _HOW_FAR,
    ),
    Ideenstatus.als_projekt: (
        _l("Aus Ihrer Idee wurde ein Projekt."),
        _HOW_FAR,
    ),
    Ideenstatus.in_umsetzung: (
        _l("Ihre Idee wird gerade umgesetzt."),
        _HOW_FAR,
    ),
    Ideenstatus.umgesetzt: (
        _l("Ihre Idee ist umgesetzt. Danke."),
        _l("Stimmt etwas noch nicht, schicken Sie es uns bitte als neue Idee."),
    ),
}

# Whoever reads it reads the reason too.
_NOT_LET_THROUGH = (Ideenstatus.abgelehnt_netiquette, Ideenstatus.verborgen)


def _until(idee: Idee) -> datetime | None:
    return idee.antwort_bis if idee.status in ZU_BEANTWORTEN else idee.pruefen_bis


def _adjust(idee: Idee, after: str) -> str:
    """Needs `zusammengefuehrt_mit` loaded."""
    return _nothing_left(idee) or after


def _nothing_left(idee: Idee) -> str:
    """What is true where the usual way of the state is gone; "" where it is there."""
    if idee.status is Ideenstatus.abgelehnt_netiquette:
        return actions.objected_before(idee)
    if idee.status is Ideenstatus.zusammengefuehrt and not idee.zusammengefuehrt_mit.is_public:
        return _(
            "Die andere ist nicht mehr öffentlich. Möchten Sie noch eine Antwort, "
            "schicken Sie Ihre Idee bitte noch einmal."
        )
    return ""


def _details(idee: Idee, at: datetime) -> dict[str, Any]:
    """Needs `quartier` with its Sprechstunden loaded, where it has one."""
    grund, quartier = idee.ablehnungsgrund, idee.quartier
    return {
        "oeffentlich": idee.status in OEFFENTLICH,
        "neu_anfangen": idee.status in LEBENSLAUF.having(Trait.over) or bool(_nothing_left(idee)),
        "nicht_oeffentlich": idee.status in _NOT_LET_THROUGH,
        "grund": str(ABLEHNUNGSGRUENDE[grund]) if grund else "",
        "einwand_am": idee.widersprochen_am,
        "abgelehnt": idee.status in LEBENSLAUF.having(Trait.refused),
        "sprechzeit": opening(quartier.sprechstunden, at=at) if quartier else None,
    }


SENDER: SenderSide[Idee] = SenderSide(
    LEBENSLAUF,
    steps=(
        replying(Schritt.rueckantwort, rueckantworten),
        objecting(Schritt.widersprechen, actions.widersprechen, hindrance=actions.objected_before),
        withdrawing(Schritt.zurueckziehen, actions.zurueckziehen),
    ),
    table=SENTENCES,
    until=_until,
    adjust=_adjust,
    lines=sender_trail,
    template="ideen/_vorgang.html",
    details=_details,
    is_good_news=lambda idee: idee.status in LEBENSLAUF.having(Trait.good_news),
    phone=lambda idee: idee.quartier.buero_telefon if idee.quartier else "",
)
