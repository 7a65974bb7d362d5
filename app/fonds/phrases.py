"""What the portal itself says of an entry in the ledger."""

from app.history.phrases import Phrase, register
from app.i18n import _


def _for_antrag(*, nummer: str) -> str:
    return _("Antrag %(nummer)s") % {"nummer": nummer}


FOR_ANTRAG = Phrase("buchung.antrag", _for_antrag, {"nummer": "A-2026-00042"})

PHRASES = register(FOR_ANTRAG)
