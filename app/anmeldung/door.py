"""What the house may know of logging in."""

from app.anmeldung.routes import router
from app.casework.door import Feature

FEATURE = Feature("anmeldung", routers=(router,))
