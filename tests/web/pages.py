"""What the process says of itself; the components, which only developers see."""

from tests.support.pages import Seite, fixed

PAGES = (Seite("/entwicklung/bausteine", fixed("/entwicklung/bausteine")),)
NO_PAGES = frozenset({"/healthz", "/readyz", "/metrics"})
