"""A Sammlung at a summer feast."""

from typing import Any

from sqlmodel import Session

from app.auth.actor import Actor
from app.quartiere.models import Quartier
from app.sammlungen.models import Sammlung
from app.sammlungen.steps import eroeffnen
from tests.support.clock import read_clock
from tests.support.factories import eine_mitarbeiterin


def a_sammlung(session: Session, quartier: Quartier, **values: Any) -> Sammlung:
    """Open for four hours."""
    usual = {"titel": "Sommerfest am Bihlplatz", "stunden": 4, "hoechstens": 100}
    person = eine_mitarbeiterin(session, quartier=quartier)
    by = Actor(staff_id=person.id, name=person.name)
    sammlung = eroeffnen(session, quartier=quartier, by=by, at=read_clock(), **usual | values)
    session.commit()
    return sammlung
