"""Who decides on an Antrag, and on how much (fonds.md 5.4): of a loaded one, and as a condition.

Each condition stands below what it says of a row; queries with it join Fonds.
"""

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import col

from app.antraege.models import Antrag, Votum
from app.antraege.status import Antragsstatus
from app.fonds.entscheidung import OHNE_VOTUM, WEGE, Entscheidungsweg
from app.fonds.models import Fonds

_S = Antragsstatus


def weg(antrag: Antrag) -> Entscheidungsweg:
    """How its Fonds decides. Needs `fonds` loaded."""
    return WEGE[antrag.fonds.entscheidungsart]


def within_limit(antrag: Antrag) -> bool:
    """The Quartierskoordination may decide alone: never once the Gremium has voted, whose Votum
    nobody decides past. Needs `fonds` and `voten` loaded."""
    limit, wanted = antrag.fonds.grenze_koordination_cent, antrag.beantragt_cent
    return limit is not None and wanted is not None and wanted <= limit and not antrag.voten


def is_within_limit() -> ColumnElement[bool]:
    small = func.coalesce(col(Antrag.beantragt_cent) <= Fonds.grenze_koordination_cent, False)
    return and_(small, ~exists().where(col(Votum.antrag_id) == Antrag.id))


def without_votum(antrag: Antrag) -> bool:
    """The formal check leads straight to the decision. Needs `fonds` and `voten` loaded."""
    return antrag.fonds.entscheidungsart in OHNE_VOTUM or within_limit(antrag)


def is_without_votum() -> ColumnElement[bool]:
    return or_(col(Fonds.entscheidungsart).in_(OHNE_VOTUM), is_within_limit())


def has_votum(antrag: Antrag) -> bool:
    """A Votum stands, and whoever comes next goes by it."""
    postponed = antrag.status is _S.zurueckgestellt and antrag.empfohlen_cent is not None
    return antrag.status is _S.votiert or postponed


def waits_for_votum(antrag: Antrag) -> bool:
    """The next Sitzung votes on it, once it is checked. Needs `fonds` and `voten` loaded."""
    return not has_votum(antrag) and not without_votum(antrag)


def is_binding(antrag: Antrag) -> bool:
    """The body has decided: whoever acts now carries out what it voted. Needs `fonds` loaded."""
    return has_votum(antrag) and weg(antrag).binds


def most_cent(antrag: Antrag) -> int:
    """The most that can be released: what was recommended, or requested where nobody votes."""
    return antrag.reserve_cent
