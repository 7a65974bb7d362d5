"""The lifecycle of an Idee: one table, and the words people read for it (ideen.md 4.2, 4.3)."""

from enum import StrEnum

from app.i18n import _l


class Ideenstatus(StrEnum):
    eingereicht = "eingereicht"
    in_pruefung = "in_pruefung"
    nachgefragt = "nachgefragt"
    abgelehnt_netiquette = "abgelehnt_netiquette"
    entfernt = "entfernt"
    geschlossen_ohne_antwort = "geschlossen_ohne_antwort"
    zurueckgezogen = "zurueckgezogen"
    zusammengefuehrt = "zusammengefuehrt"
    veroeffentlicht = "veroeffentlicht"
    weitergeleitet = "weitergeleitet"
    umsetzbar = "umsetzbar"
    teilweise_umsetzbar = "teilweise_umsetzbar"
    nicht_umsetzbar = "nicht_umsetzbar"
    als_fondsantrag = "als_fondsantrag"
    als_projekt = "als_projekt"
    in_umsetzung = "in_umsetzung"
    umgesetzt = "umgesetzt"


_S = Ideenstatus
_MACHBAR = frozenset({_S.in_umsetzung, _S.als_fondsantrag, _S.als_projekt})
_ANTWORTEN = frozenset({_S.umsetzbar, _S.teilweise_umsetzbar, _S.nicht_umsetzbar})

ERLAUBT: dict[Ideenstatus, frozenset[Ideenstatus]] = {
    _S.eingereicht: frozenset({_S.in_pruefung, _S.entfernt, _S.zurueckgezogen}),
    _S.in_pruefung: frozenset(
        {
            _S.veroeffentlicht,
            _S.nachgefragt,
            _S.abgelehnt_netiquette,
            _S.zusammengefuehrt,
            _S.weitergeleitet,
            _S.zurueckgezogen,
        }
    ),
    _S.nachgefragt: frozenset({_S.in_pruefung, _S.geschlossen_ohne_antwort, _S.zurueckgezogen}),
    _S.abgelehnt_netiquette: frozenset({_S.in_pruefung, _S.zurueckgezogen}),
    _S.zusammengefuehrt: frozenset({_S.veroeffentlicht, _S.zurueckgezogen}),
    _S.veroeffentlicht: frozenset(
        {_S.weitergeleitet, _S.zusammengefuehrt, _S.zurueckgezogen, *_ANTWORTEN}
    ),
    _S.weitergeleitet: frozenset({_S.veroeffentlicht, _S.zurueckgezogen, *_ANTWORTEN}),
    _S.umsetzbar: _MACHBAR,
    _S.teilweise_umsetzbar: _MACHBAR,
    _S.nicht_umsetzbar: frozenset({_S.veroeffentlicht}),
    _S.als_fondsantrag: frozenset({_S.in_umsetzung, _S.nicht_umsetzbar}),
    _S.als_projekt: frozenset({_S.in_umsetzung, _S.nicht_umsetzbar}),
    _S.in_umsetzung: frozenset({_S.umgesetzt, _S.nicht_umsetzbar}),
    _S.umgesetzt: frozenset(),
    _S.entfernt: frozenset(),
    _S.geschlossen_ohne_antwort: frozenset(),
    _S.zurueckgezogen: frozenset(),
}

OEFFENTLICH = (
    _S.veroeffentlicht,
    _S.weitergeleitet,
    _S.zusammengefuehrt,
    _S.umsetzbar,
    _S.teilweise_umsetzbar,
    _S.nicht_umsetzbar,
    _S.als_fondsantrag,
    _S.als_projekt,
    _S.in_umsetzung,
    _S.umgesetzt,
)
NICHT_BEGONNEN = (
    _S.veroeffentlicht,
    _S.weitergeleitet,
    _S.umsetzbar,
    _S.teilweise_umsetzbar,
    _S.nicht_umsetzbar,
)
ZU_PRUEFEN = (_S.eingereicht, _S.in_pruefung)

IDEENSTATUS: dict[Ideenstatus, str] = {
    _S.eingereicht: _l("Eingegangen"),
    _S.in_pruefung: _l("Wird geprüft"),
    _S.nachgefragt: _l("Wir haben eine Frage"),
    _S.abgelehnt_netiquette: _l("Nicht veröffentlicht"),
    _S.entfernt: _l("Entfernt"),
    _S.geschlossen_ohne_antwort: _l("Geschlossen"),
    _S.zurueckgezogen: _l("Zurückgezogen"),
    _S.zusammengefuehrt: _l("Mit ähnlicher Idee verbunden"),
    _S.veroeffentlicht: _l("Veröffentlicht"),
    _S.weitergeleitet: _l("Beim zuständigen Amt"),
    _S.umsetzbar: _l("Beantwortet: wird umgesetzt"),
    _S.teilweise_umsetzbar: _l("Beantwortet: geht zum Teil"),
    _S.nicht_umsetzbar: _l("Beantwortet: geht nicht"),
    _S.als_fondsantrag: _l("Wird ein Antrag"),
    _S.als_projekt: _l("Wird ein Projekt"),
    _S.in_umsetzung: _l("Wird umgesetzt"),
    _S.umgesetzt: _l("Umgesetzt"),
}

# The same for staff, to whom the team's question is nobody else's.
STAND_INTERN: dict[Ideenstatus, str] = IDEENSTATUS | {_S.nachgefragt: _l("Rückfrage läuft")}

# The badge's tone; its shape and word say the same.
TON: dict[Ideenstatus, str] = {
    _S.eingereicht: "neutral",
    _S.in_pruefung: "laeuft",
    _S.nachgefragt: "achtung",
    _S.abgelehnt_netiquette: "ende",
    _S.entfernt: "ende",
    _S.geschlossen_ohne_antwort: "ende",
    _S.zurueckgezogen: "ende",
    _S.zusammengefuehrt: "neutral",
    _S.veroeffentlicht: "neutral",
    _S.weitergeleitet: "laeuft",
    _S.umsetzbar: "gut",
    _S.teilweise_umsetzbar: "gut",
    _S.nicht_umsetzbar: "ende",
    _S.als_fondsantrag: "laeuft",
    _S.als_projekt: "laeuft",
    _S.in_umsetzung: "laeuft",
    _S.umgesetzt: "gut",
}


class Machbar(StrEnum):
    ja = "ja"
    teilweise = "teilweise"
    nein = "nein"
    noch_offen = "noch_offen"


class Antwortgrund(StrEnum):
    rechtliche_gruende = "rechtliche_gruende"
    rechte_dritter = "rechte_dritter"
    keine_mittel = "keine_mittel"
    nicht_zustaendig = "nicht_zustaendig"
    bereits_vorhanden = "bereits_vorhanden"
    technisch_nicht_moeglich = "technisch_nicht_moeglich"
    kein_quartiersbezug = "kein_quartiersbezug"


ANTWORTGRUENDE: dict[Antwortgrund, str] = {
    Antwortgrund.rechtliche_gruende: _l("Das Recht lässt es nicht zu"),
    Antwortgrund.rechte_dritter: _l("Andere haben Rechte daran"),
    Antwortgrund.keine_mittel: _l("Dafür ist kein Geld da"),
    Antwortgrund.nicht_zustaendig: _l("Dafür ist eine andere Stelle zuständig"),
    Antwortgrund.bereits_vorhanden: _l("Das gibt es schon oder es ist geplant"),
    Antwortgrund.technisch_nicht_moeglich: _l("Das geht technisch nicht"),
    Antwortgrund.kein_quartiersbezug: _l("Das betrifft nicht das Quartier"),
}


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
