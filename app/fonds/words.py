"""How staff read the ledger."""

from app.fonds.models import Buchungsart
from app.i18n import _l

_A = Buchungsart

BUCHUNGSARTEN: dict[Buchungsart, str] = {
    _A.ansatz: _l("Ansatz"),
    _A.uebertrag_ein: _l("Übertrag aus dem Vorjahr"),
    _A.korrektur: _l("Korrektur"),
    _A.reservierung: _l("Vorgemerkt"),
    _A.reserve_aufloesung: _l("Vormerkung aufgelöst"),
    _A.bindung: _l("Bewilligt"),
    _A.entbindung: _l("Bewilligung zurückgenommen"),
    _A.auszahlung: _l("Ausgezahlt"),
    _A.rueckzahlung: _l("Zurückgezahlt"),
    _A.uebertrag_aus: _l("Übertrag ins Folgejahr"),
    _A.verfall: _l("Verfallen"),
}
