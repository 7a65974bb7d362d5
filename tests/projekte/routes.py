"""What residents read of Projekte."""

from tests.support.access import EVERYONE, Who, World
from tests.support.factories import ein_projekt

ROUTES: dict[str, Who] = {
    "GET /projekte": EVERYONE,
    "GET /projekte/{slug}": EVERYONE,
}


def holes(world: World, path: str) -> dict[str, str]:
    return {"slug": ein_projekt(world.session, quartier=world.quartier).slug}
