"""Where a role holds, for whatever lies in a Quartier: a clause for rows, a check for an item."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import foreign
from sqlmodel import col

from app.auth.actor import Reach
from app.auth.models import SCOPE_COLUMNS, Zustaendigkeit
from app.auth.permissions import Scope
from app.quartiere.models import Quartier, Stadtteil


def within(reach: Reach, quartier_id: Any, *, stadtbezirk: Any = None) -> ColumnElement[bool]:
    """`quartier_id` is the row's column; the query joins Quartier by it. `stadtbezirk` is the id
    of the Stadtbezirk where a row may lie in no Quartier."""
    stadtbezirk_id = col(Quartier.stadtbezirk_id) if stadtbezirk is None else stadtbezirk
    return reach.within({Scope.quartier: col(quartier_id), Scope.stadtbezirk: stadtbezirk_id})


def stadtbezirk_of_row() -> ColumnElement[int | None]:
    """Of a row with a Quartier or a Stadtteil alone; the query joins both (outer)."""
    return func.coalesce(col(Quartier.stadtbezirk_id), col(Stadtteil.stadtbezirk_id))


def roles_there() -> ColumnElement[bool]:
    """Joins Quartier with the roles that hold in it: for itself, its Stadtbezirk, or the city."""
    own = col(Zustaendigkeit.quartier_id) == foreign(col(Quartier.id))
    around = col(Zustaendigkeit.stadtbezirk_id) == foreign(col(Quartier.stadtbezirk_id))
    city = [getattr(Zustaendigkeit, column).is_(None) for column in SCOPE_COLUMNS.values()]
    return or_(own, around, and_(*city))


def covers(reach: Reach, quartier: Quartier | None, stadtteil: Stadtteil | None = None) -> bool:
    """For a loaded item. A Stadtteil without a Quartier is its Stadtbezirk's (entscheidungen 6);
    what lies nowhere yet is the whole city's."""
    if quartier is None:
        return reach.city or bool(
            stadtteil and reach.covers((Scope.stadtbezirk, stadtteil.stadtbezirk_id))
        )
    return reach.covers((Scope.quartier, quartier.id), (Scope.stadtbezirk, quartier.stadtbezirk_id))
