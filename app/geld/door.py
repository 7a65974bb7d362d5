"""What the house may know of the pages that show pots with what was asked of them."""

from app.casework.door import Feature, NavEntry
from app.geld import intern, routes
from app.i18n import _l

FEATURE = Feature(
    "geld",
    routers=(routes.router, intern.router),
    navigation=(NavEntry("/intern/fonds", _l("Fonds"), intern.SEEING),),
)
