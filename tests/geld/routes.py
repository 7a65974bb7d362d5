"""The Fonds, for residents and for staff."""

from app.auth.permissions import Permission
from tests.support.access import EVERYONE, Who, World
from tests.support.factories import ein_fonds

ROUTES: dict[str, Who] = {
    "GET /fonds": EVERYONE,
    "GET /fonds/{slug}": EVERYONE,
    "GET /intern/fonds": Permission.fonds_sehen,
    "GET /intern/fonds/{slug}/{jahr}": Permission.fonds_sehen,
    "POST /intern/fonds/{slug}/{jahr}/termine": Permission.fonds_verwalten,
}


def holes(world: World, path: str) -> dict[str, object]:
    return {"slug": ein_fonds(world.session, quartier=world.quartier).slug, "jahr": 2026}
