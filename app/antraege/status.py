"""The lifecycle of an Antrag: one table, and the words people read for it (fonds.md 5.3)."""

from enum import StrEnum

from app.i18n import _l


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


_S = Antragsstatus

ERLAUBT: dict[Antragsstatus, frozenset[Antragsstatus]] = {
    # Withdrawing is possible at any time, from a draft too.
    _S.entwurf: frozenset({_S.eingereicht, _S.zurueckgezogen}),
    _S.eingereicht: frozenset({_S.rueckfrage, _S.formal_geprueft, _S.abgelehnt, _S.zurueckgezogen}),
    _S.rueckfrage: frozenset({_S.eingereicht, _S.entwurf, _S.zurueckgezogen}),
    _S.formal_geprueft: frozenset(
        {
            _S.votiert,
            _S.bewilligt,
            _S.abgelehnt,
            _S.zurueckgestellt,
            _S.rueckfrage,
            _S.zurueckgezogen,
        }
    ),
    _S.votiert: frozenset(
        {_S.bewilligt, _S.abgelehnt, _S.zurueckgestellt, _S.formal_geprueft, _S.zurueckgezogen}
    ),
    _S.zurueckgestellt: frozenset({_S.formal_geprueft, _S.zurueckgezogen, _S.verfallen}),
    _S.bewilligt: frozenset({_S.vereinbart, _S.zurueckgezogen, _S.verfallen}),
    _S.vereinbart: frozenset({_S.laufend, _S.zurueckgezogen}),
    _S.laufend: frozenset({_S.nachweis_faellig, _S.zurueckgezogen}),
    _S.nachweis_faellig: frozenset({_S.nachweis_eingereicht, _S.verfallen}),
    _S.nachweis_eingereicht: frozenset({_S.nachweis_rueckfrage, _S.nachweis_geprueft}),
    _S.nachweis_rueckfrage: frozenset({_S.nachweis_eingereicht, _S.verfallen}),
    _S.nachweis_geprueft: frozenset({_S.abgeschlossen, _S.rueckforderung}),
    _S.rueckforderung: frozenset({_S.zurueckgezahlt, _S.abgeschlossen}),
    _S.zurueckgezahlt: frozenset({_S.abgeschlossen}),
    # Both only where money was paid.
    _S.verfallen: frozenset({_S.rueckforderung}),
    _S.zurueckgezogen: frozenset({_S.rueckforderung}),
    _S.abgelehnt: frozenset(),
    _S.abgeschlossen: frozenset(),
}

ANTRAGSSTATUS: dict[Antragsstatus, str] = {
    _S.entwurf: _l("Entwurf"),
    _S.eingereicht: _l("Eingegangen"),
    _S.rueckfrage: _l("Rückfrage läuft"),
    _S.formal_geprueft: _l("Geprüft, wartet auf das Votum"),
    _S.votiert: _l("Votum liegt vor"),
    _S.zurueckgestellt: _l("Zurückgestellt"),
    _S.bewilligt: _l("Bewilligt"),
    _S.abgelehnt: _l("Abgelehnt"),
    _S.vereinbart: _l("Vereinbarung unterschrieben"),
    _S.laufend: _l("Läuft"),
    _S.nachweis_faellig: _l("Nachweis fällig"),
    _S.nachweis_eingereicht: _l("Nachweis eingereicht"),
    _S.nachweis_rueckfrage: _l("Frage zum Nachweis"),
    _S.nachweis_geprueft: _l("Nachweis geprüft"),
    _S.rueckforderung: _l("Rückforderung"),
    _S.zurueckgezahlt: _l("Zurückgezahlt"),
    _S.abgeschlossen: _l("Abgeschlossen"),
    _S.zurueckgezogen: _l("Zurückgezogen"),
    _S.verfallen: _l("Verfallen"),
}

ENTSCHIEDEN_POSITIV = (
    _S.bewilligt,
    _S.vereinbart,
    _S.laufend,
    _S.nachweis_faellig,
    _S.nachweis_eingereicht,
    _S.nachweis_rueckfrage,
    _S.nachweis_geprueft,
    _S.abgeschlossen,
)
IM_VERFAHREN = (
    _S.eingereicht,
    _S.rueckfrage,
    _S.formal_geprueft,
    _S.votiert,
    _S.zurueckgestellt,
)
NACHWEIS_OFFEN = (_S.nachweis_faellig, _S.nachweis_rueckfrage)


class Schritt(StrEnum):
    """What can happen to an Antrag: the `step` of its history."""

    anlegen = "anlegen"
    einreichen = "einreichen"
    rueckfrage = "rueckfrage"
    beantworten = "beantworten"
    pruefen = "pruefen"
    votum = "votum"
    freigeben = "freigeben"
    ablehnen = "ablehnen"
    zurueckgeben = "zurueckgeben"
    zurueckstellen = "zurueckstellen"
    wiederaufnehmen = "wiederaufnehmen"
    zurueckziehen = "zurueckziehen"
    befangenheit = "befangenheit"


SCHRITTE: dict[Schritt, str] = {
    Schritt.anlegen: _l("Antrag begonnen"),
    Schritt.einreichen: _l("Antrag eingegangen"),
    Schritt.rueckfrage: _l("Wir haben etwas gefragt"),
    Schritt.beantworten: _l("Frage beantwortet"),
    Schritt.pruefen: _l("Formal geprüft"),
    Schritt.votum: _l("Das Gremium hat abgestimmt"),
    Schritt.freigeben: _l("Bewilligt"),
    Schritt.ablehnen: _l("Abgelehnt"),
    Schritt.zurueckgeben: _l("Zur Prüfung zurückgegeben"),
    Schritt.zurueckstellen: _l("Auf später verschoben"),
    Schritt.wiederaufnehmen: _l("Wieder aufgenommen"),
    Schritt.zurueckziehen: _l("Zurückgezogen"),
    Schritt.befangenheit: _l("Befangenheit erklärt"),
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

# What each step of an Antrag's history is called, by the word of code that the record holds.
SCHRITTWORTE: dict[str, str] = {step.value: word for step, word in SCHRITTE.items()} | {
    step.value: word for step, word in NACHSCHRITTE.items()
}
