"""What the house may know of logging in."""

from app.anmeldung import vorfuehrung
from app.anmeldung.retention import RETENTIONS
from app.anmeldung.routes import router
from app.casework.door import Feature

FEATURE = Feature(
    "anmeldung",
    routers=(router, vorfuehrung.router),
    retentions=RETENTIONS,
    stays={"staff_session.token_hash": "a hash of something random"},
)
