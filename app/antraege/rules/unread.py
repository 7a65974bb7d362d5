"""What was typed and left before it could be read: it stands in the way like what is missing."""

from collections.abc import Iterator

from app.antraege.models import Antrag, Rohtext
from app.antraege.rules.base import Befund, Seite
from app.fonds.models import Antragstellerart, Schwere
from app.i18n import _

LINE = "zeile-"
"""How the fields of a line of a plan begin; what is left of one stands at `LINE_FIELD`."""

LINE_FIELD = "eingabe"
_REASON = "grund-"
_LONGEST = 60


def unread(antrag: Antrag) -> Iterator[Befund]:
    """One blocking finding for each text that could not be taken over, or for half a line. A reason
    of the applicant has none of its own: the rule that it is for stands there until it is whole."""
    half = set()
    for row in antrag.rohtexte:
        if row.feld.startswith(LINE):
            half.add(row.seite)
        elif not row.feld.startswith(_REASON) and _is_asked(antrag, row):
            yield Befund("", Schwere.B, Seite(row.seite), row.feld, _sentence(row.text))
    for seite in sorted(half):
        text = _(
            "Eine Zeile ist angefangen, aber nicht fertig. Füllen Sie sie aus oder leeren Sie "
            "ihre Felder."
        )
        yield Befund("", Schwere.B, Seite(seite), LINE_FIELD, text)


def _is_asked(antrag: Antrag, row: Rohtext) -> bool:
    """State aid is asked of undertakings alone."""
    return row.feld != "deminimis_cent" or antrag.antragsteller.art is Antragstellerart.unternehmen


def _sentence(text: str) -> str:
    first = text.split("\n", 1)[0]
    if first != text or len(first) > _LONGEST:
        first = f"{first[:_LONGEST].rstrip()} …"
    return _(
        "„%(text)s“ können wir so nicht übernehmen. Sehen Sie dort bitte noch einmal nach."
    ) % {"text": first}
