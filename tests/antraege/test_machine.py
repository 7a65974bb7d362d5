"""Random walks: whatever people do in whatever order, ledger, states and history agree.

After every step the sums are counted again from the rows, without the ledger's own query.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import settings as bounds
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select

from app.antraege import actions, consistency
from app.antraege.buero.steps.ablehnen import ablehnen
from app.antraege.buero.steps.beanstanden import beanstanden
from app.antraege.buero.steps.befangenheit import befangenheit_erklaeren
from app.antraege.buero.steps.befangenheit_zuruecknehmen import befangenheit_zuruecknehmen
from app.antraege.buero.steps.erinnern import erinnern
from app.antraege.buero.steps.freigeben import freigeben
from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.pruefung_zuruecknehmen import pruefung_zuruecknehmen
from app.antraege.buero.steps.rueckantwort import rueckantworten
from app.antraege.buero.steps.rueckfrage import nachfragen
from app.antraege.buero.steps.rueckfrage_zuruecknehmen import zuruecknehmen
from app.antraege.buero.steps.verlaengern import verlaengern
from app.antraege.buero.steps.votum import Stimmen, votum_erfassen
from app.antraege.buero.steps.votum_berichtigen import votum_berichtigen
from app.antraege.buero.steps.wiederaufnehmen import wiederaufnehmen
from app.antraege.buero.steps.zurueckgeben import zurueckgeben
from app.antraege.buero.steps.zurueckstellen import zurueckstellen
from app.antraege.buero.steps.zuweisen import zuweisen
from app.antraege.models import Antrag
from app.antraege.queries import with_people
from app.antraege.status import Antragsstatus, Schritt
from app.auth.actor import Actor
from app.db import session_for
from app.errors import DomainError
from app.fonds import ledger
from app.fonds.models import Buchung, Buchungsart, Fonds
from app.history.chain import broken
from app.history.models import Step
from app.settings import Settings
from tests.antraege.rights import possible_steps
from tests.support.cast import Cast, cast_for
from tests.support.clock import FixedNow
from tests.support.factories import das_fondsjahr, ein_fonds
from tests.support.size import LONG

pytestmark = pytest.mark.both

_A, _S = Buchungsart, Schritt
ANTRAEGE = 4
# The first that is possible is the likeliest: else most walks end where they began.
USUAL = [
    _S.freigeben,
    _S.votum,
    _S.pruefen,
    _S.rueckantwort,
    _S.rueckfrage_zuruecknehmen,
    _S.wiederaufnehmen,
    _S.zurueckgeben,
    _S.zurueckstellen,
    _S.rueckfrage,
    _S.ablehnen,
    _S.zurueckziehen,
    _S.votum_berichtigen,
    _S.beanstanden,
    _S.erinnern,
    _S.verlaengern,
    _S.pruefung_zuruecknehmen,
    _S.befangenheit,
    _S.befangenheit_zuruecknehmen,
    _S.zuweisen,
]

which = st.integers(0, ANTRAEGE - 1)
cents = st.integers(1, 60_000)
reasons = st.sampled_from(["So ist es besser.", ""])
votes = st.builds(
    Stimmen, ja=st.integers(0, 6), nein=st.integers(0, 3), enthaltung=st.integers(0, 2)
)


# The steps by which money moves; which of the others chance brings along is its own affair.
BOOKING = {_S.pruefen, _S.votum, _S.freigeben, _S.ablehnen, _S.zurueckziehen}


class Walk(RuleBasedStateMachine):
    """Four Anträge want more than the one pot holds."""

    session: Session
    people: Cast
    at: datetime

    @initialize(
        ansatz=st.integers(30_000, 120_000),
        limit=st.sampled_from([None, 5_000, 30_000]),
        amounts=st.lists(cents, min_size=ANTRAEGE, max_size=ANTRAEGE),
    )
    def open_the_pot(self, ansatz: int, limit: int | None, amounts: list[int]) -> None:
        fonds = ein_fonds(
            self.session,
            quartier=self.people.quartier,
            ansatz_cent=ansatz,
            grenze_koordination_cent=limit,
        )
        jahr = das_fondsjahr(self.session, fonds)
        self.cast = replace(self.people, fonds=fonds, fondsjahr=jahr)
        self.fondsjahr_id = jahr.id or 0
        rows = [self.cast.antrag(beantragt_cent=cent) for cent in amounts]
        self.nummern = [row.vorgangsnummer for row in rows]
        self.session.commit()

    @rule(turns=st.lists(which, min_size=2, max_size=5), data=st.data())
    def people_do_what_is_possible(self, turns: list[int], data: st.DataObject) -> None:
        for turn in turns:
            antrag = self.load(turn)
            may = {
                (schritt, actor)
                for actor in self.everybody(antrag)
                for schritt in possible_steps(actor, antrag)
            }
            offered = sorted({schritt for schritt, _actor in may}, key=USUAL.index)
            if not offered:
                continue
            schritt = data.draw(st.sampled_from(offered[:1] * 4 + offered))
            who = [a for a in self.everybody(antrag) if (schritt, a) in may]
            by = data.draw(st.sampled_from(who))
            self.attempt(partial(self.take, antrag, schritt, by, data))
            self.the_sums_are_true_and_states_agree()

    @rule(which=which, schritt=st.sampled_from(Schritt), who=st.integers(0, 4), data=st.data())
    def somebody_tries_anything(
        self, which: int, schritt: Schritt, who: int, data: st.DataObject
    ) -> None:
        antrag = self.load(which)
        if schritt is not Schritt.anlegen:
            by = self.everybody(antrag)[who]
            self.attempt(partial(self.take, antrag, schritt, by, data))

    @rule(cent=st.integers(-40_000, 40_000), which=st.integers(0, 9))
    def the_ansatz_changes(self, cent: int, which: int) -> None:
        """A correction, or an earlier one is taken back."""
        session, jahr, at = self.session, self.fondsjahr_id, self.at
        if cent:
            self.attempt(lambda: ledger.book(session, jahr, _A.korrektur, cent, by=None, at=at))
            return
        rows = [b for b in self.rows() if b.art in (_A.korrektur, _A.ansatz)]
        row = rows[which % len(rows)]
        self.attempt(lambda: ledger.storno(session, row, by=None, at=at, grund="Versehen"))

    @invariant()
    def the_sums_are_true_and_states_agree(self) -> None:
        if not hasattr(self, "cast"):
            return
        rows = self.rows()
        stand = ledger.stand(self.session, self.fondsjahr_id)
        assert stand.ansatz == total(rows, _A.ansatz, _A.korrektur)
        assert (stand.reserviert, stand.gebunden) == (reserved(rows), bound(rows))
        assert stand.verfuegbar == stand.ansatz - stand.reserviert - stand.gebunden >= 0
        recorded = self.states_of_history()
        query = select(Antrag).where(Antrag.fondsjahr_id == self.fondsjahr_id)
        for antrag in self.session.exec(query).all():
            own = [row for row in rows if row.antrag_id == antrag.id]
            approved = antrag.status is Antragsstatus.bewilligt
            assert reserved(own) == consistency.expected_reserve(antrag), antrag.status
            assert bound(own) == (antrag.bewilligt_cent if approved else 0), antrag.status
            assert recorded[antrag.vorgangsnummer] == antrag.status
        self.session.commit()

    def load(self, number: int) -> Antrag:
        """With what the policy looks at, and no more: a walk loads it hundreds of times."""
        whole: Any = Antrag
        query = select(Antrag).where(Antrag.vorgangsnummer == self.nummern[number])
        query = query.options(*map(joinedload, (whole.fonds, whole.quartier)), *with_people())
        # In which year it is paid.
        query = query.options(
            joinedload(whole.fondsjahr),
            selectinload(whole.fonds, Fonds.regeln),  # type: ignore[arg-type]
            selectinload(whole.fonds, Fonds.jahre),  # type: ignore[arg-type]
        )
        return self.session.exec(query).unique().one()

    def everybody(self, antrag: Antrag) -> list[Actor]:
        cast = self.cast
        return [
            cast.koordination,
            cast.kollegin,
            cast.bezirksvorsteherin,
            cast.stellvertretung,
            cast.holder(antrag),
        ]

    def take(self, antrag: Antrag, schritt: Schritt, by: Actor, data: st.DataObject) -> None:
        """Take the step with values that people might type, fitting or not."""
        session, at = self.session, self.at
        reason = data.draw(reasons)
        deeds: dict[Schritt, Callable[[], None]] = {
            _S.einreichen: partial(actions.einreichen, session, antrag),
            _S.rueckantwort: partial(rueckantworten, session, antrag, rueckantwort="Bald."),
            _S.zurueckziehen: partial(actions.zurueckziehen, session, antrag),
            _S.rueckfrage: partial(nachfragen, session, antrag, frage="Wann?"),
            _S.rueckfrage_zuruecknehmen: partial(zuruecknehmen, session, antrag),
            _S.pruefen: partial(pruefen, session, antrag),
            _S.votum: partial(self.vote, antrag, data, reason),
            _S.freigeben: partial(self.release, antrag, data, reason),
            _S.ablehnen: partial(ablehnen, session, antrag, grund=reason),
            _S.zurueckgeben: partial(zurueckgeben, session, antrag, grund=reason),
            _S.zurueckstellen: partial(
                zurueckstellen, session, antrag, grund=reason, tag=_later(at)
            ),
            _S.wiederaufnehmen: partial(wiederaufnehmen, session, antrag),
            _S.erinnern: partial(erinnern, session, antrag),
            _S.verlaengern: partial(verlaengern, session, antrag, bis=_later(at)),
            _S.pruefung_zuruecknehmen: partial(
                pruefung_zuruecknehmen, session, antrag, grund=reason
            ),
            _S.votum_berichtigen: partial(self.correct, antrag, data, reason),
            _S.beanstanden: partial(beanstanden, session, antrag, grund=reason),
            _S.befangenheit: partial(befangenheit_erklaeren, session, antrag),
            _S.befangenheit_zuruecknehmen: partial(befangenheit_zuruecknehmen, session, antrag),
            _S.zuweisen: partial(zuweisen, session, antrag, person=self.cast.kollegin.staff_id),
        }
        deeds[schritt](by=by, at=at)  # type: ignore[call-arg]

    def vote(
        self, antrag: Antrag, data: st.DataObject, grund: str, *, by: Actor, at: datetime
    ) -> None:
        stimmen, cent = data.draw(votes), data.draw(cents)
        votum_erfassen(
            self.session,
            antrag,
            stimmen=stimmen,
            datum=at.date(),
            empfohlen_cent=min(cent, antrag.beantragt_cent or 0) if stimmen.carried() else 0,
            grund=grund,
            by=by,
            at=at,
        )

    def correct(
        self, antrag: Antrag, data: st.DataObject, grund: str, *, by: Actor, at: datetime
    ) -> None:
        stimmen, cent = data.draw(votes), data.draw(cents)
        votum_berichtigen(
            self.session,
            antrag,
            stimmen=stimmen,
            datum=at.date(),
            empfohlen_cent=min(cent, antrag.beantragt_cent or 0) if stimmen.carried() else 0,
            grund="So steht es im Protokoll.",
            berichtigung=grund,
            by=by,
            at=at,
        )

    def release(
        self, antrag: Antrag, data: st.DataObject, grund: str, *, by: Actor, at: datetime
    ) -> None:
        cent = antrag.reserve_cent if data.draw(st.booleans()) else data.draw(cents)
        freigeben(self.session, antrag, betrag_cent=cent, auflagen="", grund=grund, by=by, at=at)

    def attempt(self, deed: Callable[[], object]) -> None:
        """A refusal must leave nothing behind, like a request that ends with an error page."""
        try:
            deed()
            self.session.commit()
        except DomainError:
            self.session.rollback()

    def rows(self) -> list[Buchung]:
        query = select(Buchung).where(Buchung.fondsjahr_id == self.fondsjahr_id)
        return list(self.session.exec(query.order_by(col(Buchung.id))))

    def states_of_history(self) -> dict[str, str | None]:
        query = select(Step.thread, Step.to_status).where(col(Step.thread).in_(self.nummern))
        return dict(self.session.execute(query.order_by(col(Step.seq))).all())


def _later(at: datetime) -> date:
    return (at + timedelta(days=30)).date()


def total(rows: list[Buchung], *arten: Buchungsart) -> int:
    return sum(row.betrag_cent for row in rows if row.art in arten)


def reserved(rows: list[Buchung]) -> int:
    return total(rows, _A.reservierung) - total(rows, _A.reserve_aufloesung)


def bound(rows: list[Buchung]) -> int:
    return total(rows, _A.bindung) - total(rows, _A.entbindung)


def test_random_walks(engine: Engine, settings: Settings, now: FixedNow) -> None:
    with session_for(engine, write=True) as session:
        session.info["settings"] = settings

        class Here(Walk):
            pass

        Here.session, Here.people, Here.at = session, cast_for(session), now
        run_state_machine_as_test(
            Here,
            settings=bounds(
                max_examples=100 if LONG else 8,
                stateful_step_count=40 if LONG else 20,
                deadline=None,
                # `make test` walks the same ways every time, `make test-long` always others.
                derandomize=not LONG,
                database=None,
            ),
        )
        session.expire_all()
        assert list(consistency.problems(session)) == []
        assert list(broken(session)) == []
        reached = set(session.exec(select(Step.step).distinct()))
        # A walk that books nothing proves nothing.
        assert reached >= BOOKING, BOOKING - reached
