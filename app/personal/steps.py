"""The steps in the history of a member of staff, and the words people read for them."""

from enum import StrEnum

from app.history.words import Words
from app.i18n import _l
from app.personal.phrases import PHRASES


class Personalschritt(StrEnum):
    eingeladen = "eingeladen"
    erste_anmeldung = "erste_anmeldung"
    rolle_gegeben = "rolle_gegeben"
    rolle_entzogen = "rolle_entzogen"
    gesperrt = "gesperrt"
    entsperrt = "entsperrt"
    sitzungen_beendet = "sitzungen_beendet"


_LABELS: dict[str, str] = {
    Personalschritt.eingeladen: _l("eingeladen"),
    Personalschritt.erste_anmeldung: _l("zum ersten Mal angemeldet"),
    Personalschritt.rolle_gegeben: _l("Rolle gegeben"),
    Personalschritt.rolle_entzogen: _l("Rolle entzogen"),
    Personalschritt.gesperrt: _l("gesperrt"),
    Personalschritt.entsperrt: _l("wieder freigegeben"),
    Personalschritt.sitzungen_beendet: _l("überall abgemeldet"),
}

WORDS = Words(_LABELS, sender="", phrases=PHRASES)
