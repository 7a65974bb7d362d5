"""What each actor sees, and that a page's number of queries does not depend on its rows."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Engine, inspect
from sqlmodel import Session

from app.antraege import queries
from app.antraege.desk import open_tasks
from app.antraege.models import Antrag
from app.antraege.queries import Antragsfilter
from app.antraege.status import BEWILLIGT, ENTSCHIEDEN_POSITIV, Antragsstatus
from app.auth.actor import ANONYMOUS, Actor, Assignment
from app.auth.permissions import Rolle
from app.errors import NotFound
from app.fonds.models import Entscheidungsart
from tests.support.cast import Cast, cast_for
from tests.support.queries import queries as counted

pytestmark = pytest.mark.both

_S = Antragsstatus
ALL = Antragsfilter()


def seen(session: Session, actor: Actor) -> set[Antragsstatus]:
    return {antrag.status for antrag in session.exec(queries.visible_to(actor))}


@pytest.fixture
def everything(cast: Cast) -> Cast:
    """One Antrag in every state."""
    for status in Antragsstatus:
        cast.antrag(status, beantragt_cent=10_000)
    return cast


def test_who_sees_which_states(everything: Cast, session: Session) -> None:
    cast = everything
    submitted = set(_S) - {_S.entwurf}
    assert seen(session, ANONYMOUS) == set(ENTSCHIEDEN_POSITIV)
    assert seen(session, cast.koordination) == submitted
    assert seen(session, cast.bezirksvorsteherin) == submitted
    for rolle in (Rolle.gesamtkoordination, Rolle.revision):
        assert seen(session, Actor(staff_id=1, assignments=(Assignment(rolle),))) == submitted
    kasse = Actor(staff_id=1, assignments=(Assignment(Rolle.kasse),))
    assert seen(session, kasse) == set(BEWILLIGT)
    admin = Actor(staff_id=1, assignments=(Assignment(Rolle.administration),))
    assert seen(session, admin) == set(ENTSCHIEDEN_POSITIV)
    elsewhere = Assignment(Rolle.quartierskoordination, 999_999)
    stranger = Actor(staff_id=1, assignments=(elsewhere,))
    assert seen(session, stranger) == set(ENTSCHIEDEN_POSITIV)
    assert _listed(session, stranger) == []


def test_the_holder_sees_the_own_draft(cast: Cast, session: Session) -> None:
    draft, other = cast.antrag(_S.entwurf), cast.antrag(_S.entwurf)
    rows = session.exec(queries.visible_to(cast.holder(draft))).all()
    assert [row.vorgangsnummer for row in rows] == [draft.vorgangsnummer]
    assert other.vorgangsnummer != draft.vorgangsnummer


def test_a_draft_that_was_withdrawn_stays_unseen(cast: Cast, session: Session) -> None:
    cast.antrag(_S.zurueckgezogen, eingereicht_am=None)
    assert seen(session, cast.koordination) == set()


def test_staff_open_only_what_is_in_their_reach(cast: Cast, session: Session) -> None:
    funded, draft = cast.antrag(_S.bewilligt), cast.antrag(_S.entwurf)
    elsewhere = Assignment(Rolle.quartierskoordination, 999_999)
    stranger = Actor(staff_id=1, assignments=(elsewhere,))
    for actor, nummer in (
        (stranger, funded.vorgangsnummer),
        (ANONYMOUS, funded.vorgangsnummer),
        (cast.koordination, draft.vorgangsnummer),
        (cast.koordination, "A-2026-99999"),
    ):
        with pytest.raises(NotFound):
            queries.staff_one(session, actor, nummer)


@pytest.mark.parametrize("lock", [False, True])
def test_one_antrag_is_loaded_whole(
    cast: Cast, session: Session, engine: Engine, lock: bool
) -> None:
    nummer = cast.votiert().vorgangsnummer
    session.commit()
    session.expunge_all()
    with counted(engine) as q:
        antrag = queries.staff_one(session, cast.bezirksvorsteherin, nummer, lock=lock)
    assert q.count == 18 + lock, str(q)  # held first, then read
    with counted(engine) as q:
        for row in (antrag, antrag.fonds):
            for name in set(inspect(type(row)).relationships.keys()) - {"stadtbezirk"}:
                getattr(row, name)
    assert q.count == 0


def test_the_sender_opens_it_by_vorgang(cast: Cast, session: Session) -> None:
    draft = cast.antrag(_S.entwurf)
    assert queries.of_vorgang(session, draft.vorgang_id).id == draft.id
    with pytest.raises(NotFound):
        queries.of_vorgang(session, 999_999)
    with pytest.raises(NotFound):
        queries.by_vorgangsnummer(session, "A-2026-99999", lock=True)


@pytest.mark.parametrize("rows", [1, 22])
def test_the_staff_list(cast: Cast, session: Session, engine: Engine, rows: int) -> None:
    for _ in range(rows):
        cast.antrag()
    session.commit()
    session.expunge_all()
    with counted(engine) as q:
        found = _listed(session, cast.koordination)
        shown = [(a.quartier.name, a.fonds.name, a.antragsteller.art, a.voten) for a in found]
    assert q.count == 2, str(q)
    assert len(shown) == rows


def test_the_staff_list_is_filtered(cast: Cast, session: Session) -> None:
    old = cast.antrag(eingereicht_am=cast.now - timedelta(days=30))
    new = cast.antrag(_S.rueckfrage)
    other = cast_for(session)
    other.antrag()
    actor = Actor(staff_id=1, assignments=(Assignment(Rolle.revision),))

    def listed(wanted: Antragsfilter) -> list[int | None]:
        return [a.id for a in _listed(session, actor, wanted)]

    assert listed(Antragsfilter(staende=(_S.rueckfrage,))) == [new.id]
    assert listed(Antragsfilter(fonds=cast.fonds.slug)) == [old.id, new.id]
    assert listed(Antragsfilter(eingereicht_vor=cast.now - timedelta(days=7))) == [old.id]
    assert len(listed(ALL)) == 3
    assert queries.fonds_in_reach(session, cast.koordination) == [
        (cast.fonds.slug, cast.fonds.name)
    ]
    assert len(queries.fonds_in_reach(session, actor)) == 2
    cast_for(session).antrag(_S.entwurf)
    assert len(queries.fonds_in_reach(session, actor)) == 2


def tasks(cast: Cast, actor: Actor) -> list[int | None]:
    return [a.id for a in open_tasks(cast.session, actor, at=cast.now)]


def test_what_waits_for_whom(cast: Cast, session: Session) -> None:
    late = cast.antrag(_S.rueckfrage, faellig_am=cast.now - timedelta(hours=1))
    new = cast.antrag(faellig_am=cast.now + timedelta(days=1))
    cast.antrag(_S.rueckfrage, faellig_am=cast.now + timedelta(days=5))
    checked = cast.geprueft()
    voted = cast.votiert()
    for status in (_S.entwurf, _S.bewilligt, _S.abgelehnt):
        cast.antrag(status)
    session.commit()
    assert tasks(cast, cast.koordination) == [late.id, new.id, checked.id]
    assert tasks(cast, cast.bezirksvorsteherin) == [voted.id]
    assert tasks(cast, Actor(staff_id=1, assignments=(Assignment(Rolle.kasse),))) == []
    assert tasks(cast, ANONYMOUS) == []


def test_within_the_limit_it_waits_for_the_other_coordinator(session: Session) -> None:
    cast = cast_for(session, grenze_koordination_cent=20_000)
    small, large = cast.geprueft(beantragt_cent=20_000), cast.geprueft(beantragt_cent=20_001)
    session.commit()
    assert tasks(cast, cast.koordination) == [large.id]
    assert set(tasks(cast, cast.kollegin)) == {small.id, large.id}
    # Only where there is no second coordinator.
    assert tasks(cast, cast.bezirksvorsteherin) == []


def test_where_nobody_votes_it_waits_for_the_bezirksvorsteherin(session: Session) -> None:
    cast = cast_for(session, entscheidungsart=Entscheidungsart.bezirksvorsteher)
    antrag = cast.geprueft()
    session.commit()
    assert tasks(cast, cast.koordination) == []
    assert tasks(cast, cast.bezirksvorsteherin) == [antrag.id]


def test_what_was_funded(everything: Cast, session: Session, engine: Engine) -> None:
    cast = everything
    other = cast_for(session)
    other.antrag(_S.laufend)
    fonds_id = cast.fonds.id
    session.expunge_all()
    with counted(engine) as q:
        rows = queries.funded(session, fonds_id=fonds_id)
        names = {row.quartier.name for row in rows}
    assert q.count == 1, str(q)
    assert {row.status for row in rows} == set(ENTSCHIEDEN_POSITIV)
    assert len(names) == 1
    assert queries.funded_count(session, fonds_id=fonds_id) == 8
    assert queries.funded_count(session, quartier_id=other.quartier.id) == 1
    assert queries.funded_count(session) == 9
    assert queries.funded_count(session, fonds_id=999_999) == 0
    assert len(queries.funded(session, limit=3)) == 3


def _listed(session: Session, actor: Actor, wanted: Antragsfilter = ALL) -> Sequence[Antrag]:
    return session.exec(queries.staff_list(actor, wanted)).all()
