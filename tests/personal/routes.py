"""Who works here, and as what."""

from sqlmodel import select

from app.auth.models import Zustaendigkeit
from app.auth.permissions import Permission, Rolle
from tests.support.access import Who, World
from tests.support.factories import eine_mitarbeiterin

ROUTES: dict[str, Who] = {
    "GET /intern/personal": Permission.personal_verwalten,
    "GET /intern/personal/einladung": Permission.personal_verwalten,
    "POST /intern/personal/einladung": Permission.personal_verwalten,
    "GET /intern/personal/{staff_id}": Permission.personal_verwalten,
    "POST /intern/personal/{staff_id}/zustaendigkeiten": Permission.personal_verwalten,
    "POST /intern/personal/{staff_id}/zustaendigkeiten/{zustaendigkeit_id}/entzug": (
        Permission.personal_verwalten
    ),
    "GET /intern/personal/{staff_id}/zustaendigkeiten/{zustaendigkeit_id}/entzug": (
        Permission.personal_verwalten
    ),
    "POST /intern/personal/{staff_id}/zustaendigkeiten/bestaetigung": (
        Permission.personal_verwalten
    ),
    "POST /intern/personal/{staff_id}/zustaendigkeiten/{zustaendigkeit_id}/ablehnung": (
        Permission.personal_verwalten
    ),
    "POST /intern/personal/{staff_id}/einladung": Permission.personal_verwalten,
    "POST /intern/personal/{staff_id}/adresse": Permission.personal_verwalten,
    "GET /intern/personal/{staff_id}/sperre": Permission.personal_verwalten,
    "POST /intern/personal/{staff_id}/sperre": Permission.personal_verwalten,
    "POST /intern/personal/{staff_id}/sperre/aufhebung": Permission.personal_verwalten,
    "POST /intern/personal/{staff_id}/sitzungen/widerruf": Permission.personal_verwalten,
    "GET /intern/rollen": Permission.rollen_sehen,
}


def holes(world: World, path: str) -> dict[str, object]:
    person = eine_mitarbeiterin(world.session, Rolle.administration)
    mine = select(Zustaendigkeit.id).where(Zustaendigkeit.mitarbeiter_id == person.id)
    return {"staff_id": person.id, "zustaendigkeit_id": world.session.exec(mine).one()}
