"""The desk, the record, the log of deletions."""

from app.auth.permissions import Permission
from tests.support.access import Who

ROUTES: dict[str, Who] = {
    "GET /intern": Permission.intern,
    "GET /intern/naechste": Permission.intern,
    "GET /intern/verlauf": Permission.verlauf_sehen,
    "GET /intern/loeschlauf": Permission.verlauf_sehen,
    "POST /intern/loeschlauf/bestaetigung": Permission.personal_verwalten,
}
