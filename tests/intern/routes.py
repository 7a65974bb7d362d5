"""The desk, the record, the log of deletions."""

from app.auth.permissions import Permission
from tests.support.access import Who, World

ROUTES: dict[str, Who] = {
    "GET /intern": Permission.intern,
    "GET /intern/naechste": Permission.intern,
    "GET /intern/verlauf": Permission.verlauf_sehen,
    "GET /intern/{rest:path}": Permission.intern,
    "POST /intern/{rest:path}": Permission.intern,
    "GET /intern/verlauf.csv": Permission.verlauf_sehen,
    "GET /intern/loeschlauf": Permission.verlauf_sehen,
    "POST /intern/loeschlauf/bestaetigung": Permission.personal_verwalten,
}


def holes(_world: World, _path: str) -> dict[str, object]:
    return {"rest": "nirgends"}
