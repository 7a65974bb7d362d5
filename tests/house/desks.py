"""Every desk of the house at once: what waits for anybody."""

from datetime import datetime
from typing import Any

from app.auth.permissions import PROFILE, Rolle, Scope
from app.casework.door import Task
from app.casework.tasks import tasks_of
from app.features import FEATURES
from app.quartiere.models import Stadtbezirk
from tests.support.cast import Cast, actor_for
from tests.support.factories import eine_mitarbeiterin


def on_all_desks(cast: Cast, *, at: datetime) -> list[Task]:
    """What waits for one person of each role."""
    bezirk = cast.session.get_one(Stadtbezirk, cast.quartier.stadtbezirk_id)
    places: dict[Scope, dict[str, Any]] = {
        Scope.quartier: {"quartier": cast.quartier},
        Scope.stadtbezirk: {"stadtbezirk": bezirk},
        Scope.stadt: {},
    }
    tasks = []
    for rolle in Rolle:
        place = places[PROFILE[rolle].scope]
        person = eine_mitarbeiterin(cast.session, rolle, **place)
        actor = actor_for(person, rolle, **place)
        tasks += tasks_of(FEATURES, cast.session, actor, at=at)
    return tasks
