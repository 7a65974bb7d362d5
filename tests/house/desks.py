"""Every desk of the house at once: what waits for anybody."""

from datetime import datetime

from sqlmodel import Session, select

from app.auth.actor import Actor, Assignment
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Rolle
from app.casework.door import Task
from app.casework.tasks import tasks_of
from app.features import FEATURES
from app.quartiere.models import Stadtbezirk
from tests.support.cast import Cast
from tests.support.factories import eine_mitarbeiterin


def on_all_desks(cast: Cast, *, at: datetime) -> list[Task]:
    """What waits for one person of each role, in the cast's own place where the role has one of
    that kind."""
    bezirk = cast.session.get_one(Stadtbezirk, cast.quartier.stadtbezirk_id)
    tasks = []
    for rolle in Rolle:
        person = eine_mitarbeiterin(cast.session, rolle, quartier=cast.quartier, stadtbezirk=bezirk)
        tasks += tasks_of(FEATURES, cast.session, _actor(cast.session, person, at), at=at)
    return tasks


def _actor(session: Session, person: Mitarbeiter, at: datetime) -> Actor:
    query = select(Zustaendigkeit).where(Zustaendigkeit.mitarbeiter_id == person.id)
    roles = tuple(Assignment(row.rolle, row.place_id) for row in session.exec(query))
    return Actor(staff_id=person.id, name=person.name, assignments=roles, at=at)
