"""Rows for tests: every factory fills what the database asks for, commits, and hands back the row.

Whatever a test cares about it names as a keyword: `eine_idee(session, titel="Bank am Brunnen")`.
"""

from tests.support.factories.antraege import ein_antrag
from tests.support.factories.dateien import eine_datei
from tests.support.factories.fonds import das_fondsjahr, ein_fonds, ein_fondsjahr, eine_buchung
from tests.support.factories.ideen import eine_antwort, eine_idee
from tests.support.factories.orte import ein_projekt, ein_quartier, ein_stadtbezirk, ein_stadtteil
from tests.support.factories.personal import eine_mitarbeiterin, eine_zustaendigkeit

__all__ = [
    "das_fondsjahr",
    "ein_antrag",
    "ein_fonds",
    "ein_fondsjahr",
    "ein_projekt",
    "ein_quartier",
    "ein_stadtbezirk",
    "ein_stadtteil",
    "eine_antwort",
    "eine_buchung",
    "eine_datei",
    "eine_idee",
    "eine_mitarbeiterin",
    "eine_zustaendigkeit",
]
