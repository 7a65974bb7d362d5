"""What the house may know of Projekte."""

from app.casework.door import Feature
from app.projekte.routes import router

FEATURE = Feature(
    "projekte",
    routers=(router,),
    stays={
        "traeger.*": "an organisation",
        "projekt.*": "a public page, with the contact that its Träger wants to be reached by",
        "projektziel.*": "a public page",
        "projektschritt.*": "a public page",
    },
)
