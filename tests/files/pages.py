"""Files are no pages."""

from tests.support.pages import Seite

PAGES: tuple[Seite, ...] = ()
NO_PAGES = frozenset({"/dateien/{schluessel}/{groesse}"})
