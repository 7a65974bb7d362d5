"""Pots with their money, in a constant number of queries, and who sees the account."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.auth.actor import ANONYMOUS, Actor, Assignment
from app.auth.permissions import Rolle
from app.errors import NotFound
from app.fonds import policy, queries
from app.fonds.ledger import Stand
from app.fonds.models import FondsQuartier, Schwere
from tests.support.clock import FixedNow
from tests.support.factories import das_fondsjahr, ein_fonds, ein_quartier
from tests.support.queries import queries as counted

pytestmark = pytest.mark.both


@pytest.mark.parametrize("pots", [1, 6])
def test_all_fonds_cost_the_same_however_many(
    session: Session, engine: Engine, now: FixedNow, pots: int
) -> None:
    for _ in range(pots):
        ein_fonds(session)
    session.expire_all()
    with counted(engine) as q:
        found = queries.every_fonds(session, at=now)
    assert q.count == 4, str(q)
    assert len(found) == pots
    assert {t.stand.verfuegbar for t in found} == {2_000_000}
    assert [t.fonds.name for t in found] == sorted(t.fonds.name for t in found)
    assert all(t.fonds.quartiere and t.fonds.stadtbezirk.name for t in found)


def test_fonds_of_a_quartier(session: Session, now: FixedNow) -> None:
    fonds, other = ein_fonds(session), ein_fonds(session)
    quartier = ein_quartier(session)
    for row in (fonds, other):
        session.add(FondsQuartier(fonds_id=row.id, quartier_id=quartier.id))
    session.commit()
    ein_fonds(session)
    found = queries.fonds_of_quartier(session, quartier.id or 0, at=now)
    assert {t.fonds.id for t in found} == {fonds.id, other.id}


def test_one_pot_with_its_rules(session: Session, engine: Engine, now: FixedNow) -> None:
    slug = ein_fonds(session, regeln={"R04": (Schwere.B, 50_000)}).slug
    session.expire_all()
    with counted(engine) as q:
        found = queries.one(session, slug, at=now)
    assert q.count == 7, str(q)
    assert [(r.regel, r.wert) for r in found.fonds.regeln] == [("R04", 50_000)]
    assert found.fonds.antragstellerarten
    assert found.fonds.kategorien == []


def test_a_pot_that_nobody_knows(session: Session, now: FixedNow) -> None:
    with pytest.raises(NotFound):
        queries.one(session, "gibt-es-nicht", at=now)


def test_the_year_turns_in_berlin(session: Session, now: FixedNow) -> None:
    fonds = ein_fonds(session, jahr=2027)
    before = queries.one(session, fonds.slug, at=now.replace(month=12, day=31, hour=22, minute=59))
    after = queries.one(session, fonds.slug, at=now.replace(month=12, day=31, hour=23, minute=0))
    assert (before.fondsjahr, before.stand) == (None, Stand())
    assert after.fondsjahr is not None
    assert after.fondsjahr.id == das_fondsjahr(session, fonds).id


def test_who_sees_the_account(session: Session, now: FixedNow) -> None:
    quartier, elsewhere = ein_quartier(session), ein_quartier(session)
    fonds = queries.one(session, ein_fonds(session, quartier=quartier).slug, at=now).fonds

    def actor(rolle: Rolle, place_id: int | None = None) -> Actor:
        return Actor(staff_id=1, assignments=(Assignment(rolle, place_id),))

    allowed = [
        actor(Rolle.kasse),
        actor(Rolle.revision),
        actor(Rolle.quartierskoordination, quartier.id),
        actor(Rolle.bezirksvorsteher, quartier.stadtbezirk_id),
    ]
    refused = [
        ANONYMOUS,
        actor(Rolle.administration),
        actor(Rolle.quartierskoordination, elsewhere.id),
        actor(Rolle.bezirksvorsteher, elsewhere.stadtbezirk_id),
    ]
    assert all(policy.may_see_account(a, fonds) for a in allowed)
    assert not any(policy.may_see_account(a, fonds) for a in refused)
