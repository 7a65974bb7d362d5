"""The lifecycle of an Antrag: one table, and the words people read for it (fonds.md 5.3)."""

from enum import StrEnum

from app.casework.lifecycle import Lifecycle, Owner, State, Transition
from app.i18n import _l

ART, LETTER = "antrag", "A"


class Antragsstatus(StrEnum):
    entwurf = "entwurf"
    eingereicht = "eingereicht"
    rueckfrage = "rueckfrage"
    formal_geprueft = "formal_geprueft"
    votiert = "votiert"
    zurueckgestellt = "zurueckgestellt"
    bewilligt = "bewilligt"
    abgelehnt = "abgelehnt"
    vereinbart = "vereinbart"
    laufend = "laufend"
    nachweis_faellig = "nachweis_faellig"
    nachweis_eingereicht = "nachweis_eingereicht"
    nachweis_rueckfrage = "nachweis_rueckfrage"
    nachweis_geprueft = "nachweis_geprueft"
    rueckforderung = "rueckforderung"
    zurueckgezahlt = "zurueckgezahlt"
    abgeschlossen = "abgeschlossen"
    zurueckgezogen = "zurueckgezogen"
    verfallen = "verfallen"


class Schritt(StrEnum):
    """What can happen to an Antrag: the `step` of its history."""

    anlegen = "anlegen"
    einreichen = "einreichen"
    rueckfrage = "rueckfrage"
    rueckantwort = "rueckantwort"
    rueckfrage_zuruecknehmen = "rueckfrage_zuruecknehmen"
    erinnern = "erinnern"
    verlaengern = "verlaengern"
    pruefen = "pruefen"
    pruefung_zuruecknehmen = "pruefung_zuruecknehmen"
    votum = "votum"
    votum_berichtigen = "votum_berichtigen"
    beanstanden = "beanstanden"
    freigeben = "freigeben"
    ablehnen = "ablehnen"
    zurueckgeben = "zurueckgeben"
    zurueckstellen = "zurueckstellen"
    wiederaufnehmen = "wiederaufnehmen"
    zurueckziehen = "zurueckziehen"
    befangenheit = "befangenheit"
    befangenheit_zuruecknehmen = "befangenheit_zuruecknehmen"
    zuweisen = "zuweisen"


SCHRITTE: dict[Schritt, str] = {
    Schritt.anlegen: _l("Antrag begonnen"),
    Schritt.einreichen: _l("Antrag eingegangen"),
    Schritt.rueckfrage: _l("Wir haben etwas gefragt"),
    Schritt.rueckantwort: _l("Frage beantwortet"),
    Schritt.rueckfrage_zuruecknehmen: _l("Unsere Frage hat sich erledigt"),
    Schritt.erinnern: _l("Wir haben an unsere Frage erinnert"),
    Schritt.verlaengern: _l("Mehr Zeit für die Antwort"),
    Schritt.pruefen: _l("Formal geprüft"),
    Schritt.pruefung_zuruecknehmen: _l("Prüfung noch einmal begonnen"),
    Schritt.votum: _l("Abgestimmt"),
    Schritt.votum_berichtigen: _l("Votum berichtigt"),
    Schritt.beanstanden: _l("Beschluss beanstandet"),
    Schritt.freigeben: _l("Bewilligt"),
    Schritt.ablehnen: _l("Abgelehnt"),
    Schritt.zurueckgeben: _l("Zur Prüfung zurückgegeben"),
    Schritt.zurueckstellen: _l("Auf später verschoben"),
    Schritt.wiederaufnehmen: _l("Wieder aufgenommen"),
    Schritt.zurueckziehen: _l("Zurückgezogen"),
    Schritt.befangenheit: _l("Befangenheit erklärt"),
    Schritt.befangenheit_zuruecknehmen: _l("Befangenheit zurückgenommen"),
    Schritt.zuweisen: _l("Zuständige Person bestimmt"),
}


class Nachschritt(StrEnum):
    """What happens after the decision: the `step` of its history, like Schritt."""

    vereinbaren = "vereinbaren"
    auszahlen = "auszahlen"
    beginnen = "beginnen"
    nachweis_anfordern = "nachweis_anfordern"
    nachweis_einreichen = "nachweis_einreichen"
    nachweis_nachfragen = "nachweis_nachfragen"
    nachweis_pruefen = "nachweis_pruefen"
    zurueckfordern = "zurueckfordern"
    zurueckzahlen = "zurueckzahlen"
    abschliessen = "abschliessen"
    verfallen = "verfallen"


NACHSCHRITTE: dict[Nachschritt, str] = {
    Nachschritt.vereinbaren: _l("Vereinbarung unterschrieben"),
    Nachschritt.auszahlen: _l("Geld ausgezahlt"),
    Nachschritt.beginnen: _l("Es geht los"),
    Nachschritt.nachweis_anfordern: _l("Wir bitten um den Nachweis"),
    Nachschritt.nachweis_einreichen: _l("Nachweis eingegangen"),
    Nachschritt.nachweis_nachfragen: _l("Wir haben eine Frage zum Nachweis"),
    Nachschritt.nachweis_pruefen: _l("Nachweis geprüft"),
    Nachschritt.zurueckfordern: _l("Wir bitten um Geld zurück"),
    Nachschritt.zurueckzahlen: _l("Geld zurückgezahlt"),
    Nachschritt.abschliessen: _l("Abgeschlossen"),
    Nachschritt.verfallen: _l("Verfallen"),
}

# What each step of an Antrag's record is called.
SCHRITTWORTE: dict[str, str] = {step.value: word for step, word in SCHRITTE.items()} | {
    step.value: word for step, word in NACHSCHRITTE.items()
}

# What these steps were called in records written by release 0.1.
FORMER = {"beantworten": Schritt.rueckantwort}


class Trait(StrEnum):
    """The sums of states that pages, queries, ledger and database ask for.

    `granted` has an approved amount, `bound` holds it in the pot until the Nachweis is checked,
    `unbound` holds nothing in the pot. `owing` means that the applicant owes something.
    `before_sitzung` waits for the next Sitzung of its Gremium. `failed` came to nothing, and may be
    begun again.
    """

    in_procedure = "in_procedure"
    checked = "checked"
    public = "public"
    granted = "granted"
    bound = "bound"
    unbound = "unbound"
    planning = "planning"
    proof_due = "proof_due"
    good_news = "good_news"
    owing = "owing"
    before_sitzung = "before_sitzung"
    failed = "failed"


_S, _T = Antragsstatus, Trait


# Those with the trait `in_procedure`, which a test compares.
_OPEN = (_S.eingereicht, _S.rueckfrage, _S.formal_geprueft, _S.votiert, _S.zurueckgestellt)


def _state(word: str, tone: str, owner: Owner, *traits: Trait) -> State:
    return State(word, tone, owner, frozenset(traits))


LEBENSLAUF: Lifecycle[Antragsstatus] = Lifecycle(
    {
        _S.entwurf: _state(_l("Entwurf"), "ende", Owner.sender, _T.unbound),
        _S.eingereicht: _state(
            _l("Eingegangen"), "neutral", Owner.staff, _T.in_procedure, _T.unbound
        ),
        _S.rueckfrage: _state(
            _l("Rückfrage läuft"), "neutral", Owner.sender, _T.in_procedure, _T.unbound
        ),
        _S.formal_geprueft: _state(
            _l("Geprüft, wartet auf das Votum"),
            "neutral",
            Owner.staff,
            _T.in_procedure,
            _T.checked,
            _T.unbound,
            _T.before_sitzung,
        ),
        _S.votiert: _state(
            _l("Votum liegt vor"), "neutral", Owner.staff, _T.in_procedure, _T.checked, _T.unbound
        ),
        _S.zurueckgestellt: _state(
            _l("Zurückgestellt"),
            "neutral",
            Owner.staff,
            _T.in_procedure,
            _T.checked,
            _T.unbound,
            _T.before_sitzung,
        ),
        _S.bewilligt: _state(
            _l("Bewilligt"),
            "gut",
            Owner.office,
            _T.public,
            _T.granted,
            _T.bound,
            _T.planning,
            _T.good_news,
        ),
        _S.abgelehnt: _state(_l("Abgelehnt"), "ende", Owner.nobody, _T.unbound, _T.failed),
        _S.vereinbart: _state(
            _l("Vereinbarung unterschrieben"),
            "gut",
            Owner.office,
            _T.public,
            _T.granted,
            _T.bound,
            _T.planning,
            _T.good_news,
        ),
        _S.laufend: _state(
            _l("Läuft"), "gut", Owner.office, _T.public, _T.granted, _T.bound, _T.planning
        ),
        _S.nachweis_faellig: _state(
            _l("Nachweis fällig"),
            "gut",
            Owner.office,
            _T.public,
            _T.granted,
            _T.bound,
            _T.proof_due,
            _T.owing,
        ),
        _S.nachweis_eingereicht: _state(
            _l("Nachweis eingereicht"), "gut", Owner.office, _T.public, _T.granted, _T.bound
        ),
        _S.nachweis_rueckfrage: _state(
            _l("Frage zum Nachweis"),
            "gut",
            Owner.office,
            _T.public,
            _T.granted,
            _T.bound,
            _T.proof_due,
            _T.owing,
        ),
        _S.nachweis_geprueft: _state(
            _l("Nachweis geprüft"), "gut", Owner.office, _T.public, _T.granted
        ),
        _S.rueckforderung: _state(_l("Rückforderung"), "ende", Owner.office, _T.granted, _T.owing),
        _S.zurueckgezahlt: _state(_l("Zurückgezahlt"), "ende", Owner.office, _T.granted),
        _S.abgeschlossen: _state(
            _l("Abgeschlossen"),
            "gut",
            Owner.nobody,
            _T.public,
            _T.granted,
            _T.unbound,
            _T.good_news,
        ),
        _S.zurueckgezogen: _state(_l("Zurückgezogen"), "ende", Owner.nobody, _T.unbound, _T.failed),
        _S.verfallen: _state(_l("Verfallen"), "ende", Owner.nobody, _T.unbound, _T.failed),
    },
    {
        Schritt.einreichen: Transition((_S.entwurf,), (_S.eingereicht,)),
        Schritt.rueckfrage: Transition((_S.eingereicht, _S.formal_geprueft), (_S.rueckfrage,)),
        Schritt.rueckantwort: Transition((_S.rueckfrage,), (_S.eingereicht,)),
        Schritt.rueckfrage_zuruecknehmen: Transition((_S.rueckfrage,), (_S.eingereicht,)),
        Schritt.erinnern: Transition((_S.rueckfrage,), asks_again=True),
        Schritt.verlaengern: Transition((_S.rueckfrage,), asks_again=True),
        Schritt.pruefen: Transition((_S.eingereicht,), (_S.formal_geprueft,)),
        Schritt.pruefung_zuruecknehmen: Transition((_S.formal_geprueft,), (_S.eingereicht,)),
        Schritt.votum: Transition((_S.formal_geprueft,), (_S.votiert,)),
        Schritt.votum_berichtigen: Transition((_S.votiert,)),
        Schritt.beanstanden: Transition((_S.votiert,), (_S.formal_geprueft,)),
        Schritt.freigeben: Transition((_S.formal_geprueft, _S.votiert), (_S.bewilligt,)),
        Schritt.ablehnen: Transition(
            (_S.eingereicht, _S.formal_geprueft, _S.votiert), (_S.abgelehnt,)
        ),
        Schritt.zurueckgeben: Transition((_S.votiert,), (_S.formal_geprueft,)),
        Schritt.zurueckstellen: Transition((_S.formal_geprueft, _S.votiert), (_S.zurueckgestellt,)),
        # A Votum that was there before it was postponed stands.
        Schritt.wiederaufnehmen: Transition(
            (_S.zurueckgestellt,), (_S.formal_geprueft, _S.votiert)
        ),
        # Withdrawing is possible until money was paid, from a draft too.
        Schritt.zurueckziehen: Transition(
            (
                _S.entwurf,
                _S.eingereicht,
                _S.rueckfrage,
                _S.formal_geprueft,
                _S.votiert,
                _S.zurueckgestellt,
                _S.bewilligt,
                _S.vereinbart,
                _S.laufend,
            ),
            (_S.zurueckgezogen,),
        ),
        Schritt.befangenheit: Transition(_OPEN),
        Schritt.befangenheit_zuruecknehmen: Transition(_OPEN),
        Schritt.zuweisen: Transition(_OPEN),
        Nachschritt.vereinbaren: Transition((_S.bewilligt,), (_S.vereinbart,)),
        Nachschritt.beginnen: Transition((_S.vereinbart,), (_S.laufend,)),
        Nachschritt.auszahlen: Transition((_S.vereinbart, _S.laufend, _S.nachweis_geprueft)),
        Nachschritt.nachweis_anfordern: Transition((_S.laufend,), (_S.nachweis_faellig,)),
        Nachschritt.nachweis_einreichen: Transition(
            (_S.nachweis_faellig, _S.nachweis_rueckfrage), (_S.nachweis_eingereicht,)
        ),
        Nachschritt.nachweis_nachfragen: Transition(
            (_S.nachweis_eingereicht,), (_S.nachweis_rueckfrage,)
        ),
        Nachschritt.nachweis_pruefen: Transition(
            (_S.nachweis_eingereicht,), (_S.nachweis_geprueft,)
        ),
        Nachschritt.zurueckfordern: Transition(
            (
                _S.nachweis_faellig,
                _S.nachweis_rueckfrage,
                _S.nachweis_geprueft,
                # Only where money was paid.
                _S.verfallen,
                _S.zurueckgezogen,
            ),
            (_S.rueckforderung,),
        ),
        Nachschritt.zurueckzahlen: Transition((_S.rueckforderung,), (_S.zurueckgezahlt,)),
        Nachschritt.abschliessen: Transition(
            (_S.nachweis_geprueft, _S.rueckforderung, _S.zurueckgezahlt), (_S.abgeschlossen,)
        ),
        Nachschritt.verfallen: Transition(
            (_S.zurueckgestellt, _S.bewilligt, _S.nachweis_faellig), (_S.verfallen,)
        ),
    },
    too_late=_l("Das geht gerade nicht: Der Antrag ist inzwischen in einem anderen Stand."),
)

ANTRAGSSTATUS = LEBENSLAUF.words()
ENTSCHIEDEN_POSITIV = LEBENSLAUF.having(Trait.public)
IM_VERFAHREN = LEBENSLAUF.having(Trait.in_procedure)
GEPRUEFT = LEBENSLAUF.having(Trait.checked)
BEWILLIGT = LEBENSLAUF.having(Trait.granted)
GEBUNDEN = LEBENSLAUF.having(Trait.bound)
OHNE_BINDUNG = LEBENSLAUF.having(Trait.unbound)
NACHWEIS_OFFEN = LEBENSLAUF.having(Trait.proof_due)
MIT_PFLICHT = LEBENSLAUF.having(Trait.owing)
WARTET_AUF_SITZUNG = LEBENSLAUF.having(Trait.before_sitzung)
GESCHEITERT = LEBENSLAUF.having(Trait.failed)
