"""What the house may know of Projekte."""

from app.casework.door import Feature
from app.projekte.routes import router

FEATURE = Feature("projekte", routers=(router,))
