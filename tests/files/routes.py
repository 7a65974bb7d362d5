"""Public files."""

from tests.support.access import EVERYONE, Who

ROUTES: dict[str, Who] = {"GET /dateien/{schluessel}/{groesse}": EVERYONE}
