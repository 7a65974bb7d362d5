"""Where a Vorgang stands, said to its sender: the state, and what happens next and by when."""

from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus as A
from app.i18n import _, _l
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus as I
from app.web.formats import datum

# (state in plain words, what comes next); "%(bis)s" is the date by which it comes.
IDEE: dict[I, tuple[str, str]] = {
    I.eingereicht: (
        _l("Ihre Idee ist angekommen."),
        _l("Bis zum %(bis)s sagen wir Ihnen, ob sie veröffentlicht wird."),
    ),
    I.in_pruefung: (
        _l("Ihre Idee wird gerade geprüft."),
        _l("Bis zum %(bis)s sagen wir Ihnen, ob sie veröffentlicht wird."),
    ),
    I.nachgefragt: (
        _l("Wir haben eine Frage an Sie."),
        _l("Bitte antworten Sie bis zum %(bis)s, dann geht es weiter."),
    ),
    I.abgelehnt_netiquette: (
        _l("Ihre Idee wurde nicht veröffentlicht."),
        _l("Sie können einmal widersprechen. Dann sehen wir noch einmal hin."),
    ),
    I.entfernt: (_l("Der Eintrag wurde entfernt."), ""),
    I.geschlossen_ohne_antwort: (
        _l("Ihre Idee ist geschlossen, weil wir keine Antwort von Ihnen hatten."),
        _l("Sie können sie jederzeit neu schicken."),
    ),
    I.zurueckgezogen: (_l("Sie haben Ihre Idee zurückgezogen."), ""),
    I.zusammengefuehrt: (
        _l("Ihre Idee steht jetzt zusammen mit einer ähnlichen."),
        _l("Antwort und Stand sehen Sie dort."),
    ),
    I.veroeffentlicht: (
        _l("Ihre Idee ist öffentlich."),
        _l("Bis zum %(bis)s bekommen Sie eine Antwort."),
    ),
    I.weitergeleitet: (
        _l("Ihre Idee liegt beim zuständigen Amt."),
        _l("Bis zum %(bis)s bekommen Sie eine Antwort."),
    ),
    I.umsetzbar: (_l("Ja, das geht."), _l("Wann es losgeht, steht in der Antwort.")),
    I.teilweise_umsetzbar: (
        _l("Ein Teil davon geht."),
        _l("Was geht und wann, steht in der Antwort."),
    ),
    I.nicht_umsetzbar: (_l("Das geht leider nicht."), _l("Warum, steht in der Antwort.")),
    I.als_fondsantrag: (
        _l("Aus Ihrer Idee wurde ein Antrag an den Quartiersfonds."),
        _l("Über das Geld wird gerade entschieden."),
    ),
    I.als_projekt: (_l("Aus Ihrer Idee wurde ein Projekt."), _l("Es wird gerade vorbereitet.")),
    I.in_umsetzung: (_l("Ihre Idee wird gerade umgesetzt."), ""),
    I.umgesetzt: (_l("Ihre Idee ist umgesetzt. Danke."), ""),
}

ANTRAG: dict[A, tuple[str, str]] = {
    A.entwurf: (
        _l("Ihr Antrag ist angefangen und gespeichert, aber noch nicht abgeschickt."),
        _l("Sie können jederzeit weiterschreiben."),
    ),
    A.eingereicht: (
        _l("Ihr Antrag ist angekommen."),
        _l("Bis zum %(bis)s prüfen wir, ob alles da ist."),
    ),
    A.rueckfrage: (
        _l("Wir haben eine Frage an Sie."),
        _l("Bitte antworten Sie bis zum %(bis)s, dann geht es weiter."),
    ),
    A.formal_geprueft: (
        _l("Ihr Antrag ist vollständig. Das Geld ist vorgemerkt."),
        _l("Bis zum %(bis)s wird über Ihren Antrag beraten."),
    ),
    A.votiert: (
        _l("Das Gremium hat über Ihren Antrag abgestimmt."),
        _l("Bis zum %(bis)s fällt die Entscheidung."),
    ),
    A.zurueckgestellt: (
        _l("Ihr Antrag ist auf eine spätere Sitzung verschoben."),
        _l("Wir melden uns, sobald der Termin steht."),
    ),
    A.bewilligt: (
        _l("Ihr Antrag ist bewilligt."),
        _l("Als Nächstes unterschreiben wir zusammen eine Vereinbarung."),
    ),
    A.abgelehnt: (_l("Ihr Antrag ist abgelehnt."), _l("Den Grund lesen Sie unten.")),
    A.vereinbart: (_l("Die Vereinbarung ist unterschrieben."), _l("Sie können loslegen.")),
    A.laufend: (_l("Ihre Aktion läuft."), _l("Bitte heben Sie alle Belege auf.")),
    A.nachweis_faellig: (
        _l("Ihre Aktion ist vorbei."),
        _l("Bitte schicken Sie uns den Nachweis bis zum %(bis)s."),
    ),
    A.nachweis_eingereicht: (_l("Ihr Nachweis ist da."), _l("Wir sehen ihn uns an.")),
    A.nachweis_rueckfrage: (
        _l("Wir haben eine Frage zu Ihrem Nachweis."),
        _l("Bitte antworten Sie bis zum %(bis)s."),
    ),
    A.nachweis_geprueft: (_l("Ihr Nachweis ist geprüft."), _l("Wir rechnen jetzt ab.")),
    A.rueckforderung: (
        _l("Ein Teil des Geldes muss zurückgezahlt werden."),
        _l("Das Schreiben dazu haben Sie von uns bekommen."),
    ),
    A.zurueckgezahlt: (_l("Das Geld ist zurückgezahlt."), ""),
    A.abgeschlossen: (_l("Alles ist abgeschlossen. Danke."), ""),
    A.zurueckgezogen: (_l("Sie haben Ihren Antrag zurückgezogen."), ""),
    A.verfallen: (_l("Ihr Antrag ist verfallen, weil eine Frist verstrichen ist."), ""),
}


def told(item: Idee | Antrag) -> tuple[str, str]:
    """The two sentences, with the date filled in; without one the second falls away."""
    if isinstance(item, Idee):
        state, after = IDEE[item.status]
        answering = item.status in (I.veroeffentlicht, I.weitergeleitet)
        until = item.antwort_bis if answering else item.pruefen_bis
    else:
        state, after = ANTRAG[item.status]
        until = item.faellig_am
    text = str(after)
    if "%(bis)s" not in text:
        return str(state), text
    if until is None:
        return str(state), _("Wir melden uns bei Ihnen.")
    return str(state), text % {"bis": datum(until)}
