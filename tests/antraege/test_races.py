"""Twenty people at once: real connections, one signal, one winner."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.antraege import actions
from app.antraege.buero.steps.ablehnen import ablehnen
from app.antraege.buero.steps.freigeben import freigeben
from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.votum import votum_erfassen
from app.antraege.buero.steps.zurueckgeben import zurueckgeben
from app.antraege.buero.steps.zurueckstellen import zurueckstellen
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.history.chain import broken
from tests.support.cast import JA, Cast, cast_for
from tests.support.races import at_once

pytestmark = pytest.mark.both

_S = Antragsstatus
Deed = Callable[[Session], object]


def on(antrag_id: int | None, step: Callable[[Session, Antrag], object]) -> Deed:
    """Load in the thread's own session, then take the step."""
    return lambda own: step(own, own.get_one(Antrag, antrag_id))


def done(session: Session, *antraege: Antrag) -> list[int | None]:
    """Their ids; nothing is left open that would hold a lock."""
    ids = [antrag.id for antrag in antraege]
    session.commit()
    return ids


def releasing(cast: Cast, by: Actor) -> Callable[[Session, Antrag], object]:
    return lambda own, antrag: freigeben(
        own, antrag, betrag_cent=100, auflagen="", grund="Gern.", by=by, at=cast.now
    )


def test_twenty_checks_of_the_last_euro_and_one_wins(session: Session, engine: Engine) -> None:
    """Twenty Anträge of one euro each, and one euro in the pot."""
    cast = cast_for(session, ansatz_cent=100)
    antraege = [cast.antrag(beantragt_cent=100) for _ in range(20)]
    ids = done(session, *antraege)
    results = at_once(
        engine,
        [on(i, lambda own, a: pruefen(own, a, by=cast.koordination, at=cast.now)) for i in ids],
    )
    assert sorted(map(bool, results)) == [False] + [True] * 19
    assert all("reicht nicht" in reason for reason in results if reason)
    states = [cast.fresh(a).status for a in antraege]
    assert sorted(states) == [_S.eingereicht] * 19 + [_S.formal_geprueft]
    assert (cast.stand().reserviert, cast.stand().verfuegbar) == (100, 0)
    assert cast.problems() == []


def test_twenty_approvals_of_the_last_euro_and_one_wins(session: Session, engine: Engine) -> None:
    """One Antrag holds the last euro, and everybody presses the button."""
    cast = cast_for(session, ansatz_cent=100)
    antrag = cast.votiert(beantragt_cent=100)
    (antrag_id,) = done(session, antrag)
    people = (cast.bezirksvorsteherin, cast.stellvertretung)
    results = at_once(engine, [on(antrag_id, releasing(cast, people[n % 2])) for n in range(20)])
    assert sorted(map(bool, results)) == [False] + [True] * 19
    assert (cast.stand().gebunden, cast.stand().verfuegbar) == (100, 0)
    assert cast.problems() == []
    assert list(broken(session)) == []


def test_release_rejection_return_and_withdrawal_at_once(session: Session, engine: Engine) -> None:
    """Whoever comes first decides; the ledger agrees with the state, whichever it is."""
    cast = cast_for(session, ansatz_cent=100)
    antrag = cast.votiert(beantragt_cent=100)
    by, holder, at = cast.stellvertretung, cast.holder(antrag), cast.now
    (antrag_id,) = done(session, antrag)
    steps: list[Callable[[Session, Antrag], object]] = [
        releasing(cast, cast.bezirksvorsteherin),
        lambda own, a: ablehnen(own, a, grund="Nein", by=by, at=at),
        lambda own, a: zurueckgeben(own, a, grund="Unklar", by=by, at=at),
        lambda own, a: zurueckstellen(own, a, grund="Später", by=by, at=at),
        lambda own, a: actions.zurueckziehen(own, a, by=holder, at=at),
    ]
    at_once(engine, [on(antrag_id, step) for step in steps * 3])
    assert cast.problems() == []
    assert list(broken(session)) == []
    assert cast.stand().verfuegbar >= 0


def test_a_votum_is_recorded_once(session: Session, engine: Engine) -> None:
    cast = cast_for(session)
    antrag = cast.geprueft()
    (antrag_id,) = done(session, antrag)

    def vote(own: Session, a: Antrag) -> None:
        votum_erfassen(
            own,
            a,
            stimmen=JA,
            datum=cast.now.date(),
            empfohlen_cent=48_050,
            grund="Ja.",
            by=cast.koordination,
            at=cast.now,
        )

    results = at_once(engine, [on(antrag_id, vote)] * 10)
    assert sorted(map(bool, results)) == [False] + [True] * 9
    assert len(cast.fresh(antrag).voten) == 1


def test_one_draft_is_submitted_once(session: Session, engine: Engine) -> None:
    cast = cast_for(session)
    antrag = cast.antrag(_S.entwurf)
    holder = cast.holder(antrag)
    (antrag_id,) = done(session, antrag)
    results = at_once(
        engine,
        [on(antrag_id, lambda own, a: actions.einreichen(own, a, by=holder, at=cast.now))] * 10,
    )
    assert sorted(map(bool, results)) == [False] + [True] * 9
