"""The list; the page of one is looked at once a coordinator has opened it."""

from tests.support.pages import COORDINATOR, Seite, fixed

PAGES = (Seite("/intern/sammlungen", fixed("/intern/sammlungen"), "", COORDINATOR),)
NO_PAGES = frozenset({"/s/{kurz}", "/intern/sammlungen/{sammlung_id}"})
