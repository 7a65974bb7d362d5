"""The start page and the Quartiere."""

from tests.support.access import EVERYONE, Who, World

ROUTES: dict[str, Who] = {
    "GET /": EVERYONE,
    "GET /quartiere": EVERYONE,
    "GET /quartiere/{slug}": EVERYONE,
}


def holes(world: World, path: str) -> dict[str, str]:
    return {"slug": world.quartier.slug}
