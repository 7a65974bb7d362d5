"""What the portal itself says of the steps of an Antrag."""

from collections.abc import Sequence

from app.history.phrases import Phrase, register
from app.i18n import _
from app.quartiere.begriffe import ZIELDIMENSIONEN, Zieldimension


def _goals(*, ziele: Sequence[str]) -> str:
    words = "; ".join(str(ZIELDIMENSIONEN[Zieldimension(ziel)]) for ziel in ziele)
    return _("Wobei die Aktion hilft, ist jetzt so eingetragen: %(ziele)s.") % {
        "ziele": words or _("offen")
    }


GOALS = Phrase("antrag.ziele", _goals, {"ziele": ["ZD2", "ZD4"]})

PHRASES = register(GOALS)
