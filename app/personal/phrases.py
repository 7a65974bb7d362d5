"""What the portal itself says of the steps of a member of staff."""

from app.auth.permissions import PROFILE, Rolle
from app.history.phrases import Phrase, register


def title_of(rolle: Rolle, place: str) -> str:
    """For example "Quartierskoordination: Heslach"; `place` is "" for the whole city."""
    name = str(PROFILE[rolle].name)
    return f"{name}: {place}" if place else name


def _role(*, rolle: str, ort: str) -> str:
    return title_of(Rolle(rolle), ort)


ROLE = Phrase("personal.rolle", _role, {"rolle": "quartierskoordination", "ort": "Heslach"})

PHRASES = register(ROLE)
