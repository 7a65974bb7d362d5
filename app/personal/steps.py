"""The steps in the history of a member of staff, and the words people read for them."""

from enum import StrEnum

from app.history.words import Words
from app.i18n import _l
from app.personal.phrases import PHRASES


class Personalschritt(StrEnum):
    eingeladen = "eingeladen"
    erste_anmeldung = "erste_anmeldung"
    einladung_wiederholt = "einladung_wiederholt"
    einladung_berichtigt = "einladung_berichtigt"
    rolle_gegeben = "rolle_gegeben"
    rolle_vorgeschlagen = "rolle_vorgeschlagen"
    rolle_bestaetigt = "rolle_bestaetigt"
    rolle_abgelehnt = "rolle_abgelehnt"
    rolle_entzogen = "rolle_entzogen"
    rolle_beendet = "rolle_beendet"
    gesperrt = "gesperrt"
    entsperrt = "entsperrt"
    sitzungen_beendet = "sitzungen_beendet"


_LABELS: dict[str, str] = {
    Personalschritt.eingeladen: _l("eingeladen"),
    Personalschritt.erste_anmeldung: _l("zum ersten Mal angemeldet"),
    Personalschritt.einladung_wiederholt: _l("Einladung noch einmal geschickt"),
    Personalschritt.einladung_berichtigt: _l("Einladung berichtigt"),
    Personalschritt.rolle_gegeben: _l("Rolle gegeben"),
    Personalschritt.rolle_vorgeschlagen: _l("Rolle vorgeschlagen"),
    Personalschritt.rolle_bestaetigt: _l("Rolle bestätigt"),
    Personalschritt.rolle_abgelehnt: _l("Rolle nicht bestätigt"),
    Personalschritt.rolle_entzogen: _l("Rolle entzogen"),
    Personalschritt.rolle_beendet: _l("Rolle zu Ende, wie vereinbart"),
    Personalschritt.gesperrt: _l("gesperrt"),
    Personalschritt.entsperrt: _l("wieder freigegeben"),
    Personalschritt.sitzungen_beendet: _l("überall abgemeldet"),
}

WORDS = Words(_LABELS, sender="", phrases=PHRASES)
