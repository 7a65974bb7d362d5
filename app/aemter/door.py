"""What the house may know of Ämter."""

from app.aemter.routes import router
from app.casework.door import Feature

FEATURE = Feature("aemter", routers=(router,), stays={"amt.*": "an authority"})
