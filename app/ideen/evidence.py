"""What the steps of an Idee stand for: the check finds what was changed without a step."""

from app.history import evidence
from app.history.evidence import Contents
from app.ideen.antwort import Antwort
from app.ideen.models import Idee
from app.ideen.status import Schritt

# What people handed in, and what is public under the name of the city, as staff let it through.
_PUBLIC = ("titel", "text", "ort", "name_anzeige")

CONTENTS: Contents[Idee] = {
    "titel": lambda idee: idee.titel,
    "text": lambda idee: idee.text,
    "ort": lambda idee: idee.ort,
    "name_anzeige": lambda idee: idee.name_anzeige,
    "antwort": lambda idee: _statement(idee.antwort),
}
_BY_STEP: dict[str, tuple[str, ...]] = {
    Schritt.einreichen: _PUBLIC,
    Schritt.veroeffentlichen: _PUBLIC,
    Schritt.wieder_veroeffentlichen: _PUBLIC,
    Schritt.antwort_eintragen: ("antwort",),
}


def _statement(antwort: Antwort | None) -> list[str]:
    if antwort is None:
        return []
    return [antwort.machbar, antwort.wann, antwort.grund or "", antwort.text]


def evidence_of(idee: Idee, step: str) -> dict[str, object]:
    """What `record` keeps with this step; nothing for most."""
    return evidence.values(CONTENTS, idee, _BY_STEP.get(step, ()))
