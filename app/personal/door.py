"""What the house may know of staff."""

from app.auth.permissions import Permission
from app.casework.door import Chain, Feature, Job, NavEntry
from app.i18n import _l
from app.personal import overview
from app.personal.notices import THREAD
from app.personal.queries import names_of_threads
from app.personal.retention import RETENTIONS
from app.personal.roles import end_roles
from app.personal.routes import router
from app.personal.steps import WORDS
from app.personal.tasks import OVERVIEW, tasks

FEATURE = Feature(
    "personal",
    routers=(router, overview.router),
    navigation=(
        NavEntry("/intern/personal", _l("Personal"), Permission.personal_verwalten),
        NavEntry(OVERVIEW, _l("Rollen"), Permission.rollen_sehen),
    ),
    chains=(
        Chain(
            THREAD,
            WORDS,
            _l("Personal"),
            names=names_of_threads,
            address=lambda thread: f"/intern/personal/{thread.removeprefix(THREAD)}",
            permission=Permission.personal_verwalten,
        ),
    ),
    tasks=(tasks,),
    jobs=(Job("roles that are over", end_roles),),
    retentions=RETENTIONS,
    stays={"mitarbeiter.name": "who decided stays known as long as what was decided"},
)
