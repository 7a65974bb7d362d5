"""Who decides on an Antrag, and on how much (fonds.md 5.4): of a loaded one, and as a condition.

Each condition stands below what it says of a row; queries with it join Fonds.
"""

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col

from app.antraege.models import Antrag
from app.fonds.models import OHNE_VOTUM, Fonds


def within_limit(antrag: Antrag) -> bool:
    """The Quartierskoordination may decide alone. Needs `fonds` loaded."""
    limit = antrag.fonds.grenze_koordination_cent
    return (
        limit is not None and antrag.beantragt_cent is not None and antrag.beantragt_cent <= limit
    )


def is_within_limit() -> ColumnElement[bool]:
    return func.coalesce(col(Antrag.beantragt_cent) <= Fonds.grenze_koordination_cent, False)


def without_votum(antrag: Antrag) -> bool:
    """The formal check leads straight to the decision. Needs `fonds` loaded."""
    return antrag.fonds.entscheidungsart in OHNE_VOTUM or within_limit(antrag)


def is_without_votum() -> ColumnElement[bool]:
    return or_(col(Fonds.entscheidungsart).in_(OHNE_VOTUM), is_within_limit())


def most_cent(antrag: Antrag) -> int:
    """The most that can be released: what was recommended, or requested where nobody votes."""
    return antrag.reserve_cent
