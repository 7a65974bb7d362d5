"""Where a Vorgang stands, said to its sender: the state, and what happens next and by when."""

from collections.abc import Iterator
from datetime import datetime

from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.i18n import _, _l
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.text.formats import datum, geld

# (state in plain words, what comes next); "%(bis)s" is the date by which it comes.
IDEE: dict[Ideenstatus, tuple[str, str]] = {
    Ideenstatus.eingereicht: (
        _l("Ihre Idee ist angekommen."),
        _l("Bis zum %(bis)s sagen wir Ihnen, ob sie veröffentlicht wird."),
    ),
    Ideenstatus.in_pruefung: (
        _l("Ihre Idee wird gerade geprüft."),
        _l("Bis zum %(bis)s sagen wir Ihnen, ob sie veröffentlicht wird."),
    ),
    Ideenstatus.nachgefragt: (
        _l("Wir haben eine Frage an Sie."),
        _l("Bitte antworten Sie bis zum %(bis)s, dann geht es weiter."),
    ),
    Ideenstatus.abgelehnt_netiquette: (
        _l("Ihre Idee wurde nicht veröffentlicht."),
        _l("Sie können einmal widersprechen. Dann sehen wir noch einmal hin."),
    ),
    Ideenstatus.entfernt: (_l("Der Eintrag wurde entfernt."), ""),
    Ideenstatus.geschlossen_ohne_antwort: (
        _l("Ihre Idee ist geschlossen, weil wir keine Antwort von Ihnen hatten."),
        _l("Sie können sie jederzeit neu schicken."),
    ),
    Ideenstatus.zurueckgezogen: (_l("Sie haben Ihre Idee zurückgezogen."), ""),
    Ideenstatus.zusammengefuehrt: (
        _l("Ihre Idee steht jetzt zusammen mit einer ähnlichen."),
        _l("Antwort und Stand sehen Sie dort."),
    ),
    Ideenstatus.veroeffentlicht: (
        _l("Ihre Idee ist öffentlich."),
        _l("Bis zum %(bis)s bekommen Sie eine Antwort."),
    ),
    Ideenstatus.weitergeleitet: (
        _l("Ihre Idee liegt beim zuständigen Amt."),
        _l("Bis zum %(bis)s bekommen Sie eine Antwort."),
    ),
    Ideenstatus.umsetzbar: (_l("Ja, das geht."), _l("Wann es losgeht, steht in der Antwort.")),
    Ideenstatus.teilweise_umsetzbar: (
        _l("Ein Teil davon geht."),
        _l("Was geht und wann, steht in der Antwort."),
    ),
    Ideenstatus.nicht_umsetzbar: (_l("Das geht leider nicht."), _l("Warum, steht in der Antwort.")),
    Ideenstatus.als_fondsantrag: (
        _l("Aus Ihrer Idee wurde ein Antrag an den Quartiersfonds."),
        _l("Über das Geld wird gerade entschieden."),
    ),
    Ideenstatus.als_projekt: (
        _l("Aus Ihrer Idee wurde ein Projekt."),
        _l("Es wird gerade vorbereitet."),
    ),
    Ideenstatus.in_umsetzung: (_l("Ihre Idee wird gerade umgesetzt."), ""),
    Ideenstatus.umgesetzt: (_l("Ihre Idee ist umgesetzt. Danke."), ""),
}

ANTRAG: dict[Antragsstatus, tuple[str, str]] = {
    Antragsstatus.entwurf: (
        _l("Ihr Antrag ist angefangen und gespeichert, aber noch nicht abgeschickt."),
        _l("Sie können jederzeit weiterschreiben."),
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
        _l("Wir melden uns, sobald der Termin steht."),
    ),
    Antragsstatus.bewilligt: (
        _l("Ihr Antrag ist bewilligt."),
        _l("Als Nächstes unterschreiben wir zusammen eine Vereinbarung."),
    ),
    Antragsstatus.abgelehnt: (_l("Ihr Antrag ist abgelehnt."), _l("Den Grund lesen Sie unten.")),
    Antragsstatus.vereinbart: (
        _l("Die Vereinbarung ist unterschrieben."),
        _l("Sie können loslegen."),
    ),
    Antragsstatus.laufend: (_l("Ihre Aktion läuft."), _l("Bitte heben Sie alle Belege auf.")),
    Antragsstatus.nachweis_faellig: (
        _l("Ihre Aktion ist vorbei."),
        _l("Bitte schicken Sie uns den Nachweis bis zum %(bis)s."),
    ),
    Antragsstatus.nachweis_eingereicht: (_l("Ihr Nachweis ist da."), _l("Wir sehen ihn uns an.")),
    Antragsstatus.nachweis_rueckfrage: (
        _l("Wir haben eine Frage zu Ihrem Nachweis."),
        _l("Bitte antworten Sie bis zum %(bis)s."),
    ),
    Antragsstatus.nachweis_geprueft: (_l("Ihr Nachweis ist geprüft."), _l("Wir rechnen jetzt ab.")),
    Antragsstatus.rueckforderung: (
        _l("Ein Teil des Geldes muss zurückgezahlt werden."),
        _l("Das Schreiben dazu haben Sie von uns bekommen."),
    ),
    Antragsstatus.zurueckgezahlt: (_l("Das Geld ist zurückgezahlt."), ""),
    Antragsstatus.abgeschlossen: (_l("Alles ist abgeschlossen. Danke."), ""),
    Antragsstatus.zurueckgezogen: (_l("Sie haben Ihren Antrag zurückgezogen."), ""),
    Antragsstatus.verfallen: (_l("Ihr Antrag ist verfallen, weil eine Frist verstrichen ist."), ""),
}


# As long as the sender still has to plan with the money.
_PLANNING = (Antragsstatus.bewilligt, Antragsstatus.vereinbart, Antragsstatus.laufend)


def told(item: Idee | Antrag) -> tuple[str, str]:
    """The two sentences, with the date filled in; without one the second falls away."""
    if isinstance(item, Idee):
        state, after = IDEE[item.status]
        answering = item.status in (Ideenstatus.veroeffentlicht, Ideenstatus.weitergeleitet)
        until = item.antwort_bis if answering else item.pruefen_bis
        return str(state), _dated(str(after), until)
    state, after = ANTRAG[item.status]
    sentences = [*_less(item), _dated(str(after), item.faellig_am), _given_back(item)]
    return str(state), " ".join(sentence for sentence in sentences if sentence)


def _dated(text: str, until: datetime | None) -> str:
    if "%(bis)s" not in text:
        return text
    return _("Wir melden uns bei Ihnen.") if until is None else text % {"bis": datum(until)}


def _less(antrag: Antrag) -> Iterator[str]:
    """Where less was approved than asked; without the agreement there is still time to say no."""
    if not antrag.is_granted_in_part or antrag.status not in _PLANNING:
        return
    asked, granted = antrag.beantragt_cent or 0, antrag.bewilligt_cent or 0
    amounts = {"beantragt": geld(asked), "bewilligt": geld(granted)}
    yield _("Beantragt waren %(beantragt)s, bewilligt sind %(bewilligt)s.") % amounts
    if antrag.status is Antragsstatus.bewilligt:
        yield _("Geht Ihre Aktion mit weniger Geld nicht, rufen Sie uns bitte an.")


def _given_back(antrag: Antrag) -> str:
    if antrag.status is not Antragsstatus.zurueckgezogen or not antrag.bewilligt_cent:
        return ""
    amount = {"betrag": geld(antrag.bewilligt_cent)}
    return _("Die bewilligten %(betrag)s sind wieder frei für andere.") % amount
