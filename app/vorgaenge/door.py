"""What the house may know of Vorgänge as such."""

from app.casework.door import Chain, Feature
from app.vorgaenge.own import WORDS
from app.vorgaenge.routes import router

FEATURE = Feature(
    "vorgaenge",
    routers=(router,),
    chains=(Chain("", WORDS),),
)
