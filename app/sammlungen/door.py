"""What the house may know of Sammlungen."""

from app.auth.permissions import Permission
from app.casework.door import Chain, Feature, NavEntry
from app.i18n import _l
from app.sammlungen.routes import HOME, router
from app.sammlungen.steps import THREAD, WORDS

FEATURE = Feature(
    "sammlungen",
    routers=(router,),
    navigation=(NavEntry(HOME, _l("Sammlungen"), Permission.ideen_moderieren),),
    chains=(Chain(THREAD, WORDS, _l("Sammlung")),),
    stays={
        "sammlung.titel": "the name of an event, written by staff",
        "sammlung.kurz": "random",
    },
)
