"""Who may use a route, and what stands in the holes of its address.

Each room lists its routes in `tests/<room>/routes.py`: ROUTES, with the permission each takes, and
`holes` where an address has some. Whoever adds a route lists it there: this is the second hand that
says who may, so nothing of it is read off the product.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlmodel import Session

from app.auth.permissions import Permission
from app.quartiere.models import Quartier
from app.settings import Settings
from app.vorgaenge import links
from tests.house.levels import ROOMS
from tests.support.zugang import zugang_of

EVERYONE = "everyone"
"""Residents without account, and staff alike."""
HOLDER = "holder of the link"
"""Whoever has the secret link: the token in the address opens the door, so no role matters."""

Who = Permission | frozenset[Permission] | str
Holes = Callable[["World", str], Mapping[str, Any]]
_TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class World:
    """The place that all roles are given for; what stands in it a room's `holes` make."""

    session: Session
    settings: Settings
    quartier: Quartier

    def token(self, vorgangsnummer: str) -> str:
        return links.token_of(self.settings, zugang_of(self.session, vorgangsnummer))


def of_rooms(file: str) -> dict[str, ModuleType]:
    """This module of the tests of each room that has one, in the order of the rooms."""
    rooms = [room for room in ROOMS if (_TESTS / room / f"{file}.py").is_file()]
    return {room: import_module(f"tests.{room}.{file}") for room in rooms}
