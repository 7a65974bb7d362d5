"""Every route of the portal, with the permission it takes, as the rooms' own tests list them."""

from collections.abc import Mapping
from typing import Any

from app.auth.permissions import PROFILE, Rolle
from app.features import FEATURES
from tests.support.access import Holes, Who, World, of_rooms


def _without_holes(_world: World, _path: str) -> Mapping[str, Any]:
    return {}


_LISTS = of_rooms("routes")

LISTED = [route for module in _LISTS.values() for route in module.ROUTES]
ROUTES: dict[str, Who] = {r: who for module in _LISTS.values() for r, who in module.ROUTES.items()}
_HOLES: dict[str, Holes] = {
    route: getattr(module, "holes", _without_holes)
    for module in _LISTS.values()
    for route in module.ROUTES
}

# What stands in the hole `{schritt}`: the steps that the sender of each kind can take.
SENDER_STEPS: dict[str, frozenset[str]] = {
    kind.art: frozenset(step.address for step in kind.sender.steps) for kind in FEATURES.kinds
}


def address(route: str, world: World) -> str:
    """The path of the route with its holes filled; a file there is none."""
    path = route.partition(" ")[2]
    files = {"schluessel": "x" * 32, "groesse": "klein"}
    return path.replace(":path", "").format(**files | dict(_HOLES[route](world, path)))


def roles_for(route: str) -> frozenset[Rolle]:
    """The roles that a staff route is open to: those with its permission, or one of several."""
    who = ROUTES[route]
    needed = who if isinstance(who, frozenset) else {who}
    return frozenset(rolle for rolle in Rolle if PROFILE[rolle].permissions & needed)
