"""What residents read and hand in, and what staff do with it."""

from app.auth.permissions import Permission
from app.ideen.status import Ideenstatus
from tests.ideen.example import an_eingabe
from tests.support.access import EVERYONE, Who, World
from tests.support.factories import eine_idee

ROUTES: dict[str, Who] = {
    "GET /ideen": EVERYONE,
    "GET /ideen/{vorgangsnummer}": EVERYONE,
    "GET /ideen/neu": EVERYONE,
    "POST /ideen/neu": EVERYONE,
    "POST /ideen/neu/pruefung": EVERYONE,
    "POST /ideen": EVERYONE,
    "GET /ideen/neu/{token}": EVERYONE,
    "POST /ideen/neu/{token}": EVERYONE,
    "GET /ideen/neu/{token}/foto": EVERYONE,
    "GET /ideen/neu/{token}/pruefung": EVERYONE,
    "POST /ideen/neu/{token}/pruefung": EVERYONE,
    "GET /intern/ideen": Permission.ideen_sehen,
    "GET /intern/ideen/{vorgangsnummer}": Permission.ideen_sehen,
    "GET /intern/ideen/{vorgangsnummer}/dateien/{schluessel}/{groesse}": Permission.ideen_sehen,
    "POST /intern/ideen/{vorgangsnummer}/veroeffentlichung": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/wiederveroeffentlichung": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/veroeffentlichung-ruecknahme": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/rueckfrage": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/antwort": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/antwort-nachtrag": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/rueckantwort": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/rueckfrage-zuruecknahme": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/erinnerung": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/verlaengerung": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/schliessung": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/ablehnung": Permission.ideen_moderieren,
    "POST /intern/ideen/veroeffentlichungen": Permission.ideen_moderieren,
    "POST /intern/ideen/ablehnungen": Permission.ideen_moderieren,
}


def holes(world: World, path: str) -> dict[str, str]:
    """Staff work on one that waits for them, residents read one that is public."""
    if "{token}" in path:
        return {"token": an_eingabe(world.session, world.settings, world.quartier)}
    is_staff = path.startswith("/intern")
    status = Ideenstatus.in_pruefung if is_staff else Ideenstatus.veroeffentlicht
    idee = eine_idee(world.session, status, quartier=world.quartier)
    return {"vorgangsnummer": idee.vorgangsnummer}
