"""What the portal itself says of the steps of an Antrag."""

from collections.abc import Sequence

from app.auth.permissions import PROFILE, Rolle
from app.history.phrases import Phrase, register
from app.i18n import _
from app.quartiere.begriffe import ZIELDIMENSIONEN, Zieldimension


def _goals(*, ziele: Sequence[str]) -> str:
    words = "; ".join(str(ZIELDIMENSIONEN[Zieldimension(ziel)]) for ziel in ziele)
    return _("Wobei die Aktion hilft, ist jetzt so eingetragen: %(ziele)s.") % {
        "ziele": words or _("offen")
    }


def _assigned(*, name: str, rolle: str) -> str:
    return f"{name}, {PROFILE[Rolle(rolle)].name}"


GOALS = Phrase("antrag.ziele", _goals, {"ziele": ["ZD2", "ZD4"]})
ASSIGNED = Phrase(
    "antrag.zuweisung", _assigned, {"name": "Karla Koord", "rolle": "quartierskoordination"}
)

PHRASES = register(GOALS, ASSIGNED)
