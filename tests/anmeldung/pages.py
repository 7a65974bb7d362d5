"""The way in."""

from tests.support.pages import Seite, fixed

PAGES = (
    Seite("/intern/anmeldung", fixed("/intern/anmeldung")),
    Seite("/vorfuehrung", fixed("/vorfuehrung")),
)
NO_PAGES = frozenset({"/intern/anmeldung/rueckkehr", "/intern/abmeldung"})
