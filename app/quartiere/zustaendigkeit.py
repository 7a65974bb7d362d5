"""Where a role holds, for whatever lies in a Quartier: a clause for rows, a check for an item."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.auth.actor import Reach
from app.auth.permissions import Scope
from app.quartiere.models import Quartier


def within(reach: Reach, quartier_id: Any) -> ColumnElement[bool]:
    """`quartier_id` is the row's column; the query joins Quartier by it."""
    return reach.within(
        {Scope.quartier: col(quartier_id), Scope.stadtbezirk: col(Quartier.stadtbezirk_id)}
    )


def covers(reach: Reach, quartier: Quartier | None) -> bool:
    """For a loaded item; what lies in no Quartier yet is the whole city's."""
    if quartier is None:
        return reach.city
    return reach.covers((Scope.quartier, quartier.id), (Scope.stadtbezirk, quartier.stadtbezirk_id))
