"""The way to one's own Vorgang; what it looks like each kind lists for itself."""

from tests.support.pages import Seite, fixed

PAGES = (Seite("/vorgang", fixed("/vorgang")),)
NO_PAGES = frozenset({"/vorgang/{token}/dateien/{schluessel}/{groesse}"})
