"""What the house may know of staff."""

from app.auth.permissions import Permission
from app.casework.door import Chain, Feature, NavEntry
from app.i18n import _l
from app.personal.retention import RETENTIONS
from app.personal.routes import router
from app.personal.staff import THREAD
from app.personal.steps import WORDS

FEATURE = Feature(
    "personal",
    routers=(router,),
    navigation=(NavEntry("/intern/personal", _l("Personal"), Permission.personal_verwalten),),
    chains=(Chain(THREAD, WORDS, _l("Personal")),),
    retentions=RETENTIONS,
    stays={"mitarbeiter.name": "who decided stays known as long as what was decided"},
)
