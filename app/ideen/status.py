"""The lifecycle of an Idee: one table, and the words people read for it (ideen.md 4.2, 4.3)."""

from enum import StrEnum

from app.casework.lifecycle import Lifecycle, Owner, State, Transition
from app.i18n import _l

ART, LETTER = "idee", "I"


class Ideenstatus(StrEnum):
    eingereicht = "eingereicht"
    in_pruefung = "in_pruefung"
    rueckfrage = "rueckfrage"
    abgelehnt_netiquette = "abgelehnt_netiquette"
    entfernt = "entfernt"
    geschlossen_ohne_antwort = "geschlossen_ohne_antwort"
    zurueckgezogen = "zurueckgezogen"
    zusammengefuehrt = "zusammengefuehrt"
    veroeffentlicht = "veroeffentlicht"
    verborgen = "verborgen"
    weitergeleitet = "weitergeleitet"
    umsetzbar = "umsetzbar"
    teilweise_umsetzbar = "teilweise_umsetzbar"
    nicht_umsetzbar = "nicht_umsetzbar"
    als_fondsantrag = "als_fondsantrag"
    als_projekt = "als_projekt"
    in_umsetzung = "in_umsetzung"
    umgesetzt = "umgesetzt"


class Schritt(StrEnum):
    """What can happen to an Idee: the `step` of its record."""

    einreichen = "einreichen"
    pruefen = "pruefen"
    veroeffentlichen = "veroeffentlichen"
    verbergen = "verbergen"
    wieder_veroeffentlichen = "wieder_veroeffentlichen"
    rueckfrage = "rueckfrage"
    rueckantwort = "rueckantwort"
    rueckfrage_zuruecknehmen = "rueckfrage_zuruecknehmen"
    erinnern = "erinnern"
    verlaengern = "verlaengern"
    schliessen = "schliessen"
    ablehnen = "ablehnen"
    widersprechen = "widersprechen"
    entfernen = "entfernen"
    zurueckziehen = "zurueckziehen"
    zusammenfuehren = "zusammenfuehren"
    weiterleiten = "weiterleiten"
    antwort_eintragen = "antwort_eintragen"
    als_fondsantrag = "als_fondsantrag"
    als_projekt = "als_projekt"
    umsetzung_beginnen = "umsetzung_beginnen"
    umsetzen = "umsetzen"


SCHRITTE: dict[Schritt, str] = {
    Schritt.einreichen: _l("eingegangen"),
    Schritt.pruefen: _l("Prüfung begonnen"),
    Schritt.veroeffentlichen: _l("veröffentlicht"),
    Schritt.verbergen: _l("von der öffentlichen Seite genommen"),
    Schritt.wieder_veroeffentlichen: _l("wieder veröffentlicht"),
    Schritt.rueckfrage: _l("nachgefragt"),
    Schritt.rueckantwort: _l("Frage beantwortet"),
    Schritt.rueckfrage_zuruecknehmen: _l("Frage zurückgenommen"),
    Schritt.erinnern: _l("an die Frage erinnert"),
    Schritt.verlaengern: _l("mehr Zeit für die Antwort"),
    Schritt.schliessen: _l("geschlossen, weil keine Antwort kam"),
    Schritt.ablehnen: _l("nicht veröffentlicht"),
    Schritt.widersprechen: _l("widersprochen"),
    Schritt.entfernen: _l("entfernt"),
    Schritt.zurueckziehen: _l("zurückgezogen"),
    Schritt.zusammenfuehren: _l("mit einer ähnlichen Idee verbunden"),
    Schritt.weiterleiten: _l("weitergeleitet"),
    Schritt.antwort_eintragen: _l("Antwort eingetragen"),
    Schritt.als_fondsantrag: _l("daraus wurde ein Antrag an den Quartiersfonds"),
    Schritt.als_projekt: _l("daraus wurde ein Projekt"),
    Schritt.umsetzung_beginnen: _l("Umsetzung begonnen"),
    Schritt.umsetzen: _l("umgesetzt"),
}

# What these steps were called in records written by release 0.1.
FORMER = {
    "nachfragen": Schritt.rueckfrage,
    "antworten": Schritt.rueckantwort,
    "beantworten": Schritt.antwort_eintragen,
    "schliessen_ohne_antwort": Schritt.schliessen,
}
FORMER_STATES = {"nachgefragt": Ideenstatus.rueckfrage}


class Trait(StrEnum):
    """The sums of states that pages, queries and the database ask for.

    `over` leaves the sender nothing to do but to hand in another Idee. `refused` is a no, which
    one may want to talk about.
    """

    public = "public"
    to_moderate = "to_moderate"
    to_answer = "to_answer"
    answered = "answered"
    not_begun = "not_begun"
    good_news = "good_news"
    over = "over"
    refused = "refused"


_S, _T = Ideenstatus, Trait


def _state(word: str, tone: str, owner: Owner, *traits: Trait, staff_word: str = "") -> State:
    return State(word, tone, owner, frozenset(traits), staff_word)


_TO_ANSWER = (_S.veroeffentlicht, _S.weitergeleitet)
_ANSWERED = (_S.umsetzbar, _S.teilweise_umsetzbar, _S.nicht_umsetzbar)

_TABLE: dict[Ideenstatus, State] = {
    _S.eingereicht: _state(_l("Eingegangen"), "neutral", Owner.staff, _T.to_moderate),
    _S.in_pruefung: _state(_l("Wird geprüft"), "laeuft", Owner.staff, _T.to_moderate),
    _S.rueckfrage: _state(
        _l("Wir haben eine Frage"),
        "achtung",
        Owner.sender,
        staff_word=_l("Rückfrage läuft"),
    ),
    _S.abgelehnt_netiquette: _state(_l("Nicht veröffentlicht"), "ende", Owner.nobody, _T.refused),
    _S.entfernt: _state(_l("Entfernt"), "ende", Owner.nobody, _T.over, _T.refused),
    _S.geschlossen_ohne_antwort: _state(_l("Geschlossen"), "ende", Owner.nobody),
    _S.zurueckgezogen: _state(_l("Zurückgezogen"), "ende", Owner.nobody, _T.over),
    _S.zusammengefuehrt: _state(
        _l("Mit ähnlicher Idee verbunden"), "neutral", Owner.nobody, _T.public
    ),
    _S.veroeffentlicht: _state(
        _l("Veröffentlicht"), "neutral", Owner.staff, _T.public, _T.to_answer, _T.not_begun
    ),
    _S.verborgen: _state(
        _l("Vorerst nicht öffentlich"),
        "achtung",
        Owner.staff,
        _T.to_moderate,
        staff_word=_l("Von der Seite genommen"),
    ),
    _S.weitergeleitet: _state(
        _l("Beim zuständigen Amt"), "laeuft", Owner.staff, _T.public, _T.to_answer, _T.not_begun
    ),
    _S.umsetzbar: _state(
        _l("Beantwortet: wird umgesetzt"),
        "gut",
        Owner.office,
        _T.public,
        _T.answered,
        _T.not_begun,
        _T.good_news,
    ),
    _S.teilweise_umsetzbar: _state(
        _l("Beantwortet: geht zum Teil"),
        "gut",
        Owner.office,
        _T.public,
        _T.answered,
        _T.not_begun,
        _T.good_news,
    ),
    _S.nicht_umsetzbar: _state(
        _l("Beantwortet: geht nicht"),
        "ende",
        Owner.nobody,
        _T.public,
        _T.answered,
        _T.not_begun,
        _T.refused,
    ),
    _S.als_fondsantrag: _state(_l("Wird ein Antrag"), "laeuft", Owner.office, _T.public),
    _S.als_projekt: _state(_l("Wird ein Projekt"), "laeuft", Owner.office, _T.public),
    _S.in_umsetzung: _state(_l("Wird umgesetzt"), "laeuft", Owner.office, _T.public),
    _S.umgesetzt: _state(_l("Umgesetzt"), "gut", Owner.nobody, _T.public, _T.good_news, _T.over),
}
_PUBLIC = tuple(status for status, state in _TABLE.items() if _T.public in state.traits)
# What comes back to moderation goes on where it was: what was public once is taken down since.
_DESK = (_S.in_pruefung, _S.verborgen)

LEBENSLAUF: Lifecycle[Ideenstatus] = Lifecycle(
    _TABLE,
    {
        Schritt.pruefen: Transition((_S.eingereicht,), (_S.in_pruefung,)),
        # Whoever decides on a new Idee has taken it up by that.
        Schritt.veroeffentlichen: Transition(
            (_S.eingereicht, _S.in_pruefung), (_S.veroeffentlicht,)
        ),
        Schritt.verbergen: Transition(_PUBLIC, (_S.verborgen,)),
        # To where it stood when it was taken down.
        Schritt.wieder_veroeffentlichen: Transition((_S.verborgen,), _PUBLIC),
        Schritt.rueckfrage: Transition((_S.eingereicht, *_DESK), (_S.rueckfrage,)),
        Schritt.ablehnen: Transition((_S.eingereicht, *_DESK), (_S.abgelehnt_netiquette,)),
        Schritt.rueckantwort: Transition((_S.rueckfrage, _S.geschlossen_ohne_antwort), _DESK),
        Schritt.rueckfrage_zuruecknehmen: Transition((_S.rueckfrage,), _DESK),
        Schritt.erinnern: Transition((_S.rueckfrage,), asks_again=True),
        Schritt.verlaengern: Transition((_S.rueckfrage,), asks_again=True),
        Schritt.schliessen: Transition((_S.rueckfrage,), (_S.geschlossen_ohne_antwort,)),
        Schritt.widersprechen: Transition((_S.abgelehnt_netiquette,), _DESK),
        Schritt.entfernen: Transition((_S.eingereicht,), (_S.entfernt,)),
        Schritt.zurueckziehen: Transition(
            (
                _S.eingereicht,
                _S.in_pruefung,
                _S.rueckfrage,
                _S.abgelehnt_netiquette,
                _S.zusammengefuehrt,
                _S.veroeffentlicht,
                _S.verborgen,
                _S.weitergeleitet,
            ),
            (_S.zurueckgezogen,),
        ),
        Schritt.zusammenfuehren: Transition(
            (_S.in_pruefung, _S.veroeffentlicht), (_S.zusammengefuehrt,)
        ),
        Schritt.weiterleiten: Transition(
            (_S.in_pruefung, _S.veroeffentlicht), (_S.weitergeleitet,)
        ),
        # "Noch offen" keeps the state and moves the date; a correction may change what was answered
        # as long as nothing has followed from it.
        Schritt.antwort_eintragen: Transition((*_TO_ANSWER, *_ANSWERED), (*_ANSWERED, *_TO_ANSWER)),
        Schritt.als_fondsantrag: Transition(
            (_S.umsetzbar, _S.teilweise_umsetzbar), (_S.als_fondsantrag,)
        ),
        Schritt.als_projekt: Transition((_S.umsetzbar, _S.teilweise_umsetzbar), (_S.als_projekt,)),
        Schritt.umsetzung_beginnen: Transition(
            (_S.umsetzbar, _S.teilweise_umsetzbar, _S.als_fondsantrag, _S.als_projekt),
            (_S.in_umsetzung,),
        ),
        Schritt.umsetzen: Transition((_S.in_umsetzung,), (_S.umgesetzt,)),
    },
    too_late=_l("Das geht gerade nicht: Die Idee ist inzwischen in einem anderen Stand."),
)

OEFFENTLICH = LEBENSLAUF.having(Trait.public)
NICHT_OEFFENTLICH = LEBENSLAUF.all() - OEFFENTLICH
NICHT_BEGONNEN = LEBENSLAUF.having(Trait.not_begun)
ZU_PRUEFEN = LEBENSLAUF.having(Trait.to_moderate)
ZU_BEANTWORTEN = LEBENSLAUF.having(Trait.to_answer)
BEANTWORTET = LEBENSLAUF.having(Trait.answered)
IDEENSTATUS = LEBENSLAUF.words()
STAND_INTERN = LEBENSLAUF.staff_words()


class Ablehnungsgrund(StrEnum):
    """Why an Idee is not published (ideen.md 4.3)."""

    beleidigung = "beleidigung"
    diskriminierung = "diskriminierung"
    gewalt = "gewalt"
    sexualisiert = "sexualisiert"
    werbung = "werbung"
    wahlwerbung = "wahlwerbung"
    spam = "spam"
    daten_dritter = "daten_dritter"
    urheberrecht = "urheberrecht"
    kein_quartiersbezug = "kein_quartiersbezug"
    unverstaendlich = "unverstaendlich"
    falsche_tatsache = "falsche_tatsache"
    notfall = "notfall"


ABLEHNUNGSGRUENDE: dict[Ablehnungsgrund, str] = {
    Ablehnungsgrund.beleidigung: _l("Der Text beleidigt jemanden"),
    Ablehnungsgrund.diskriminierung: _l("Der Text wertet Menschen ab"),
    Ablehnungsgrund.gewalt: _l("Der Text droht oder ruft zu Gewalt auf"),
    Ablehnungsgrund.sexualisiert: _l("Der Inhalt ist sexualisiert"),
    Ablehnungsgrund.werbung: _l("Der Text wirbt für ein Angebot"),
    Ablehnungsgrund.wahlwerbung: _l("Der Text wirbt für eine Wahl, Partei oder Kampagne"),
    Ablehnungsgrund.spam: _l("Der Text kam mehrfach oder ist Spam"),
    Ablehnungsgrund.daten_dritter: _l("Der Text nennt private Daten anderer Menschen"),
    Ablehnungsgrund.urheberrecht: _l("Text oder Foto gehören jemand anderem"),
    Ablehnungsgrund.kein_quartiersbezug: _l("Es geht nicht um das Quartier"),
    Ablehnungsgrund.unverstaendlich: _l("Wir haben den Text nicht verstanden"),
    Ablehnungsgrund.falsche_tatsache: _l("Der Text behauptet Falsches über Menschen"),
    Ablehnungsgrund.notfall: _l("Es ist ein Notfall: bitte 110 oder 112 anrufen"),
}
