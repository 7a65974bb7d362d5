"""What the house may know of the pages that explain the portal."""

from app.casework.door import Feature
from app.seiten.retention import RETENTIONS
from app.seiten.routes import router

FEATURE = Feature("seiten", routers=(router,), retentions=RETENTIONS)
