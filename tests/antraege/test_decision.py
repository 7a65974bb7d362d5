"""Who decides is said once of a row and once of all rows; both say the same."""

from itertools import product

import pytest
from sqlmodel import Session, col, select

from app.antraege.decision import is_within_limit, is_without_votum, within_limit, without_votum
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.fonds.models import Entscheidungsart, Fonds
from tests.support.cast import Cast

pytestmark = pytest.mark.both

AMOUNTS = (None, 50_000, 50_001)
LIMITS = (None, 50_000)


@pytest.mark.parametrize("art", Entscheidungsart)
def test_row_and_condition_agree(cast: Cast, session: Session, art: Entscheidungsart) -> None:
    antrag = cast.antrag(Antragsstatus.entwurf)
    # Whoever decides alone does so up to a limit.
    limits = [n for n in LIMITS if n or art is not Entscheidungsart.koordination]
    query = (
        select(is_within_limit(), is_without_votum())
        .select_from(Antrag)
        .join(Fonds, col(Fonds.id) == Antrag.fonds_id)
    )
    said = set()
    for amount, limit in product(AMOUNTS, limits):
        antrag.beantragt_cent, antrag.fonds.grenze_koordination_cent = amount, limit
        antrag.fonds.entscheidungsart = art
        session.flush()
        of_row = (within_limit(antrag), without_votum(antrag))
        assert session.execute(query).one() == of_row, (amount, limit)
        said.add(of_row)
    assert {within for within, _without in said} == {True, False}
