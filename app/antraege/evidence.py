"""What the steps of an Antrag stand for: the check finds what was changed without a step.

Nothing personal is among it: who applies is deleted sooner than what was decided.
"""

from app.antraege.models import Antrag, Finanzierungsposten, Kostenposition, Votum
from app.antraege.status import Schritt
from app.history import evidence
from app.history.evidence import Contents

_FORM = (
    "titel",
    "kurz",
    "was",
    "nutzen",
    "mitwirkung",
    "beginn",
    "ende",
    "ort",
    "beantragt_cent",
    "kosten",
    "finanzierung",
)
_BY_STEP: dict[str, tuple[str, ...]] = {
    Schritt.einreichen: _FORM,
    Schritt.votum: ("voten",),
    Schritt.votum_berichtigen: ("voten",),
    Schritt.freigeben: ("bewilligt_cent", "auflagen", "entscheidung_grund"),
    Schritt.ablehnen: ("entscheidung_grund",),
}


def _position(row: Kostenposition) -> list[object]:
    return [row.kategorie, row.text, row.anzahl, row.einzelpreis_cent]


def _posten(row: Finanzierungsposten) -> list[object]:
    return [row.art, row.text, row.betrag_cent, row.zusage]


def _votum(row: Votum) -> list[object]:
    tally = [row.ja, row.nein, row.enthaltung, row.befangen]
    return [row.datum, *tally, row.empfohlen_cent, row.grund]


# The Antrag needs its lines and Voten loaded.
CONTENTS: Contents[Antrag] = {
    "titel": lambda antrag: antrag.titel,
    "kurz": lambda antrag: antrag.kurz,
    "was": lambda antrag: antrag.was,
    "nutzen": lambda antrag: antrag.nutzen,
    "mitwirkung": lambda antrag: antrag.mitwirkung,
    "beginn": lambda antrag: antrag.beginn,
    "ende": lambda antrag: antrag.ende,
    "ort": lambda antrag: antrag.ort,
    "beantragt_cent": lambda antrag: antrag.beantragt_cent,
    "kosten": lambda antrag: [_position(row) for row in antrag.kosten],
    "finanzierung": lambda antrag: [_posten(row) for row in antrag.finanzierung],
    "voten": lambda antrag: [_votum(row) for row in antrag.voten],
    "bewilligt_cent": lambda antrag: antrag.bewilligt_cent,
    "auflagen": lambda antrag: antrag.auflagen,
    "entscheidung_grund": lambda antrag: antrag.entscheidung_grund,
}


def evidence_of(antrag: Antrag, step: str) -> dict[str, object]:
    """What `record` keeps with this step; nothing for most."""
    return evidence.values(CONTENTS, antrag, _BY_STEP.get(step, ()))
