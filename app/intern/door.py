"""What the house may know of the staff's desk and the record."""

from app.auth.permissions import Permission
from app.casework.door import Feature, NavEntry
from app.i18n import _l
from app.intern.routes import router

DESK = Feature(
    "intern",
    routers=(router,),
    navigation=(NavEntry("/intern", _l("Aufgaben"), Permission.intern),),
)

RECORD = Feature(
    "verlauf", navigation=(NavEntry("/intern/verlauf", _l("Verlauf"), Permission.verlauf_sehen),)
)
