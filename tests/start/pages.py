"""The start page with its search, and the Quartiere."""

from tests.support.pages import Seite, fixed

PAGES = (
    Seite("/", fixed("/")),
    Seite("/", fixed("/?stadtteil=Südheim"), "hits"),
    Seite("/", fixed("/?stadtteil=Xyzabc"), "no hit"),
    Seite("/quartiere", fixed("/quartiere")),
    Seite("/quartiere/{slug}", fixed("/quartiere/heslach")),
    Seite("/quartiere/{slug}", fixed("/quartiere/rot"), "without a pot"),
)
