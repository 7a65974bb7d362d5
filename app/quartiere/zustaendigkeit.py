"""Where a role holds, for whatever lies in a Quartier: a clause for rows, a check for an item."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import foreign
from sqlmodel import col

from app.auth.actor import Reach
from app.auth.models import SCOPE_COLUMNS, Zustaendigkeit
from app.auth.permissions import Scope
from app.quartiere.models import Quartier


def within(reach: Reach, quartier_id: Any) -> ColumnElement[bool]:
    """`quartier_id` is the row's column; the query joins Quartier by it."""
    return reach.within(
        {Scope.quartier: col(quartier_id), Scope.stadtbezirk: col(Quartier.stadtbezirk_id)}
    )


def roles_there() -> ColumnElement[bool]:
    """Joins Quartier with the roles that hold in it: for itself, its Stadtbezirk, or the city."""
    own = col(Zustaendigkeit.quartier_id) == foreign(col(Quartier.id))
    around = col(Zustaendigkeit.stadtbezirk_id) == foreign(col(Quartier.stadtbezirk_id))
    city = [getattr(Zustaendigkeit, column).is_(None) for column in SCOPE_COLUMNS.values()]
    return or_(own, around, and_(*city))


def covers(reach: Reach, quartier: Quartier | None) -> bool:
    """For a loaded item; what lies in no Quartier yet is the whole city's."""
    if quartier is None:
        return reach.city
    return reach.covers((Scope.quartier, quartier.id), (Scope.stadtbezirk, quartier.stadtbezirk_id))
