"""What the portal itself says of the steps of an Idee."""

from collections.abc import Sequence

from app.history.phrases import Phrase, register
from app.i18n import _
from app.ideen.models import SCHWAERZBAR
from app.ideen.status import ABLEHNUNGSGRUENDE, Ablehnungsgrund


def _redaction(*, felder: Sequence[str], ohne_foto: bool) -> str:
    """For everyone to read: it names what was changed, and nothing of it."""
    sentences = []
    if felder:
        parts = ", ".join(str(SCHWAERZBAR[name]) for name in felder)
        sentences.append(_("Vor der Veröffentlichung angepasst: %(was)s.") % {"was": parts})
    if ohne_foto:
        sentences.append(_("Ohne das Foto veröffentlicht."))
    return " ".join(sentences)


def _refusal(*, grund: str) -> str:
    return str(ABLEHNUNGSGRUENDE[Ablehnungsgrund(grund)])


def _taking_down(*, grund: str) -> str:
    return str(ABLEHNUNGSGRUENDE[Ablehnungsgrund(grund)])


REDACTION = Phrase("idee.angepasst", _redaction, {"felder": ["titel", "ort"], "ohne_foto": True})
REFUSAL = Phrase("idee.abgelehnt", _refusal, {"grund": "werbung"})

TAKING_DOWN = Phrase("idee.verborgen", _taking_down, {"grund": "daten_dritter"})

PHRASES = register(REDACTION, REFUSAL, TAKING_DOWN)
