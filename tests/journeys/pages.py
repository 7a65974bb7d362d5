"""Every page of the portal, as the rooms' own tests list them."""

from tests.house.routes import ROUTES
from tests.support.access import EVERYONE, of_rooms

_LISTS = of_rooms("pages").values()

PAGES = [seite for module in _LISTS for seite in module.PAGES]
PUBLIC = [seite for seite in PAGES if ROUTES.get(f"GET {seite.route}") == EVERYONE]
NO_PAGES = frozenset(route for module in _LISTS for route in getattr(module, "NO_PAGES", ()))
