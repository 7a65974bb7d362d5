"""What the house may know of the start page and the pages of the Quartiere."""

from app.casework.door import Feature
from app.start.routes import router

FEATURE = Feature("start", routers=(router,))
