"""The sender's own Vorgang. The steps of each kind stand in the hole `{schritt}`."""

from app.ideen.status import Ideenstatus
from tests.support.access import EVERYONE, HOLDER, Who, World
from tests.support.factories import eine_idee

ROUTES: dict[str, Who] = {
    "GET /vorgang": EVERYONE,
    "POST /vorgang": EVERYONE,
    "POST /vorgang/link": EVERYONE,
    "GET /vorgang/{token}": HOLDER,
    "POST /vorgang/{token}/email": HOLDER,
    "POST /vorgang/{token}/link": HOLDER,
    "POST /vorgang/{token}/erneuerung": HOLDER,
    "GET /vorgang/{token}/dateien/{schluessel}/{groesse}": HOLDER,
    "GET /vorgang/{token}/{schritt}": HOLDER,
    "POST /vorgang/{token}/{schritt}": HOLDER,
}


def holes(world: World, path: str) -> dict[str, str]:
    idee = eine_idee(world.session, Ideenstatus.in_pruefung, quartier=world.quartier)
    return {"token": world.token(idee.vorgangsnummer), "schritt": "zurueckziehung"}
