"""Ideen collected at an event."""

from app.auth.permissions import Permission
from tests.sammlungen.example import a_sammlung
from tests.support.access import EVERYONE, Who, World

ROUTES: dict[str, Who] = {
    "GET /s/{kurz}": EVERYONE,
    "GET /intern/sammlungen": Permission.ideen_moderieren,
    "POST /intern/sammlungen": Permission.ideen_moderieren,
    "GET /intern/sammlungen/{sammlung_id}": Permission.ideen_moderieren,
    "POST /intern/sammlungen/{sammlung_id}/beendigung": Permission.ideen_moderieren,
}


def holes(world: World, path: str) -> dict[str, object]:
    sammlung = a_sammlung(world.session, world.quartier)
    return {"kurz": sammlung.kurz, "sammlung_id": sammlung.id}
