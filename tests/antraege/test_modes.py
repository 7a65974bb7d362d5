"""Who decides: the eight kinds of Fonds, everybody who acts, and every state before the decision.

Rights, steps, desks and sentences are read off one table, and must say the same.
"""

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.antraege.buero.office import OFFICE
from app.antraege.buero.steps.ablehnen import ablehnen
from app.antraege.buero.steps.beanstanden import beanstanden
from app.antraege.buero.steps.votum import Stimmen
from app.antraege.buero.steps.zurueckgeben import zurueckgeben
from app.antraege.desk import open_tasks
from app.antraege.models import Antrag
from app.antraege.sender import SENDER
from app.antraege.status import IM_VERFAHREN, LEBENSLAUF, Antragsstatus, Schritt
from app.auth.actor import Actor
from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.errors import FieldRefused, NotAllowed, StepNotPossible
from app.fonds.entscheidung import WEGE, wer_entscheidet
from app.fonds.ledger import AntragStand
from app.fonds.models import Entscheidungsart
from app.history.chain import trail
from tests.antraege.rights import possible_steps
from tests.support.cast import NEIN, Cast, actor_for, cast_for
from tests.support.each import each
from tests.support.factories import eine_mitarbeiterin

A, S, X = Entscheidungsart, Antragsstatus, Schritt
BINDING = (A.gremium_entscheidet, A.bezirksbeirat, A.versammlung, A.konsens)
ADVISING = (A.gremium_empfiehlt_bv_gibt_frei, A.gremium_empfiehlt_amt_entscheidet)
WITHOUT = (A.koordination, A.bezirksvorsteher)
DECIDING = {X.freigeben, X.ablehnen, X.zurueckgeben, X.zurueckstellen}
# Beside the way: whoever acts may declare a bias, who checks may correct.
BESIDE = {X.befangenheit, X.votum_berichtigen, X.zuweisen}


def _limit(art: Entscheidungsart) -> int | None:
    return 10_000 if art is A.koordination else None


@pytest.fixture
def gesamt(session: Session) -> Actor:
    person = eine_mitarbeiterin(session, Rolle.gesamtkoordination)
    return actor_for(person, Rolle.gesamtkoordination)


def _everybody(cast: Cast, gesamt: Actor) -> dict[str, Actor]:
    return {
        "koordination": cast.koordination,
        "kollegin": cast.kollegin,
        "vorsteherin": cast.bezirksvorsteherin,
        "gesamt": gesamt,
    }


def _steps(actor: Actor, antrag: Antrag) -> set[str]:
    return {str(step) for step in possible_steps(actor, antrag)} - {str(step) for step in BESIDE}


def test_the_table_names_every_kind_once() -> None:
    assert set(WEGE) == set(A)
    assert {art for art, weg in WEGE.items() if weg.votes and weg.binds} == set(BINDING)
    assert {art for art, weg in WEGE.items() if weg.votes and not weg.binds} == set(ADVISING)
    assert {art for art, weg in WEGE.items() if not weg.votes} == set(WITHOUT)


@pytest.mark.parametrize("limit", [None, 50_000])
def test_every_state_has_somebody_who_can_move_it_and_has_it_on_the_desk(
    session: Session, gesamt: Actor, limit: int | None
) -> None:
    stuck = []
    for art in A:
        cast = cast_for(
            session, entscheidungsart=art, grenze_koordination_cent=limit or _limit(art)
        )
        for status in IM_VERFAHREN:
            antrag = cast.antrag(status, faellig_am=cast.now - timedelta(days=1))
            people = _everybody(cast, gesamt)
            movers = {
                name
                for name, actor in people.items()
                for step in possible_steps(actor, antrag)
                if LEBENSLAUF.ways[step].targets
            }
            desks = {
                name
                for name, actor in people.items()
                if antrag.id in {row.id for row in open_tasks(session, actor, at=cast.now)}
            }
            if not movers or not desks or not desks <= movers:
                stuck.append((art, status, movers, desks))
    assert stuck == []


@each("art", BINDING)
def test_where_a_body_decides_it_is_carried_out_or_objected_to(
    session: Session, gesamt: Actor, art: Entscheidungsart
) -> None:
    cast = cast_for(session, entscheidungsart=art)
    antrag = cast.votiert()
    assert _steps(cast.bezirksvorsteherin, antrag) == {X.freigeben, X.beanstanden}
    assert _steps(cast.koordination, antrag) == _steps(gesamt, antrag) == set()
    against = cast.geprueft()
    cast.votum(against, 0, stimmen=NEIN)
    assert _steps(cast.bezirksvorsteherin, against) == {X.ablehnen, X.beanstanden}
    by = cast.bezirksvorsteherin
    with pytest.raises(StepNotPossible, match="Der Beschluss gilt"):
        zurueckgeben(session, antrag, grund="Zu teuer.", by=by, at=cast.now)


@each(
    ("art", "who"),
    [(A.gremium_empfiehlt_bv_gibt_frei, "vorsteherin"), (ADVISING[1], "gesamt")],
)
def test_where_a_body_advises_one_office_decides(
    session: Session, gesamt: Actor, art: Entscheidungsart, who: str
) -> None:
    cast = cast_for(session, entscheidungsart=art)
    antrag = cast.votiert()
    for name, actor in _everybody(cast, gesamt).items():
        assert _steps(actor, antrag) == (DECIDING if name == who else set()), name


@each("art", WITHOUT)
def test_without_a_vote_the_bezirksvorsteherin_decides(
    session: Session, gesamt: Actor, art: Entscheidungsart
) -> None:
    """In a Fonds of the Koordination above its limit."""
    cast = cast_for(session, entscheidungsart=art, grenze_koordination_cent=_limit(art))
    antrag = cast.geprueft()
    assert _steps(cast.bezirksvorsteherin, antrag) == {X.freigeben, X.ablehnen, X.zurueckstellen}
    assert not DECIDING & possible(cast.kollegin, antrag)
    assert _steps(gesamt, antrag) == set()


def possible(actor: Actor, antrag: Antrag) -> set[str]:
    return {str(step) for step in possible_steps(actor, antrag)}


@each("art", A)
def test_up_to_the_limit_a_second_coordinator_decides_and_else_the_bezirksvorsteherin(
    session: Session, art: Entscheidungsart
) -> None:
    """Nobody checks and decides (entscheidungen.md 5)."""
    cast = cast_for(session, entscheidungsart=art, grenze_koordination_cent=50_000)
    antrag = cast.geprueft()
    assert {X.freigeben, X.ablehnen} <= possible(cast.kollegin, antrag)
    for actor in (cast.koordination, cast.bezirksvorsteherin):
        assert not {X.freigeben, X.ablehnen} & possible(actor, antrag)
    with pytest.raises(NotAllowed, match="entscheidet die Quartierskoordination"):
        cast.freigeben(antrag)
    session.get_one(Mitarbeiter, cast.kollegin.staff_id).aktiv = False
    session.commit()
    alone = cast.fresh(antrag)
    assert {X.freigeben, X.ablehnen} <= possible(cast.bezirksvorsteherin, alone)
    assert not {X.freigeben, X.ablehnen} & possible(cast.koordination, alone)


def test_carrying_out_takes_no_other_amount(session: Session) -> None:
    cast = cast_for(session, entscheidungsart=A.versammlung)
    antrag = cast.votiert(40_000)
    with pytest.raises(StepNotPossible, match="Beschlossen sind"):
        cast.freigeben(antrag, 30_000, grund="Weniger reicht.")
    form = _form(cast, antrag, "freigabe")
    assert set(form) == {"auflagen"}
    cast.freigeben(antrag)
    assert (antrag.bewilligt_cent, antrag.status) == (40_000, S.bewilligt)
    assert antrag.entscheidung_grund == antrag.voten[-1].grund
    assert cast.problems() == []


def test_a_no_of_the_body_is_carried_out_with_its_reason(session: Session) -> None:
    cast = cast_for(session, entscheidungsart=A.gremium_entscheidet)
    antrag = cast.geprueft(email="hof@post.example")
    cast.votum(antrag, 0, stimmen=NEIN, grund="Das gab es schon.")
    assert set(_form(cast, antrag, "ablehnung")) == set()
    ablehnen(session, antrag, by=cast.bezirksvorsteherin, at=cast.now)
    assert (antrag.status, antrag.entscheidung_grund) == (S.abgelehnt, "Das gab es schon.")
    assert cast.problems() == []


def _form(cast: Cast, antrag: Antrag, address: str) -> dict[str, object]:
    step = OFFICE.step(address)
    assert step is not None
    form = step.form(data=step.initial(antrag))
    step.prepare(cast.session, antrag, form, cast.now)
    return form.values


def test_an_objection_brings_one_more_vote_and_that_stands(session: Session) -> None:
    cast = cast_for(session, entscheidungsart=A.gremium_entscheidet)
    antrag, by = cast.votiert(30_000), cast.bezirksvorsteherin
    with pytest.raises(FieldRefused, match="Nennen Sie den Grund"):
        beanstanden(session, antrag, grund=" ", by=by, at=cast.now)
    beanstanden(session, antrag, grund="Der Platz ist gesperrt.", by=by, at=cast.now)
    assert antrag.status is S.formal_geprueft
    assert antrag.voten[-1].beanstandet_am == cast.now
    assert cast.antrag_stand(antrag) == AntragStand(reserviert=48_050)
    assert trail(session, antrag.vorgangsnummer)[-1].step == "beanstanden"
    cast.votum(antrag, 30_000)
    assert _steps(by, antrag) == {X.freigeben}
    with pytest.raises(StepNotPossible, match="Der zweite gilt"):
        beanstanden(session, antrag, grund="Noch einmal.", by=by, at=cast.now)
    cast.freigeben(antrag)
    assert cast.problems() == []


def test_an_objection_has_its_term(session: Session) -> None:
    cast = cast_for(session, entscheidungsart=A.konsens, frist_beanstandung_tage=3)
    antrag, by = cast.votiert(), cast.bezirksvorsteherin
    late = cast.now + timedelta(days=4)
    with pytest.raises(StepNotPossible, match="Beanstanden war bis zum"):
        beanstanden(session, antrag, grund="Zu spät.", by=by, at=late)
    in_time = cast.now + timedelta(days=3)
    beanstanden(session, antrag, grund="Gerade noch.", by=by, at=in_time)
    assert antrag.status is S.formal_geprueft


def test_in_a_konsens_one_no_carries_nothing(session: Session) -> None:
    cast = cast_for(session, entscheidungsart=A.konsens)
    antrag = cast.geprueft()
    with pytest.raises(FieldRefused, match="keinen Konsens"):
        cast.votum(antrag, 48_050, stimmen=Stimmen(ja=6, nein=1))
    cast.votum(antrag, 0, stimmen=Stimmen(ja=6, nein=1), grund="Eine Person ist dagegen.")
    session.commit()
    assert _steps(cast.bezirksvorsteherin, antrag) == {X.ablehnen, X.beanstanden}


# What the page of the Fonds says of each, and what it must not say.
SAID = {
    A.koordination: ("Quartierskoordination", "Bezirksvorsteher*in"),
    A.gremium_entscheidet: ("Gremium", "beanstanden"),
    A.gremium_empfiehlt_bv_gibt_frei: ("empfiehlt", "Bezirksvorsteher*in entscheidet"),
    A.bezirksbeirat: ("Bezirksbeirat", "beanstanden"),
    A.gremium_empfiehlt_amt_entscheidet: ("empfiehlt", "Gesamtkoordination der Stadt entscheidet"),
    A.versammlung: ("Versammlung entscheidet", "beanstanden"),
    A.konsens: ("Konsens", "beanstanden"),
    A.bezirksvorsteher: ("Bezirksvorsteher*in entscheidet", "stimmt nicht ab"),
}


@each("art", A)
def test_the_texts_say_who_decides(session: Session, art: Entscheidungsart) -> None:
    limit = 20_000 if art is A.koordination else None
    cast = cast_for(session, entscheidungsart=art, grenze_koordination_cent=limit)
    told = " ".join(wer_entscheidet(cast.fonds))
    assert all(part in told for part in SAID[art]), told
    assert ("beanstanden" in told) is (art in BINDING)
    assert ("Bis 200,00" in told) is bool(limit)
    checked = cast.geprueft()
    _state, after = SENDER.sentences(checked, cast.now)
    assert ("beraten" in after) is WEGE[art].votes
    if not WEGE[art].votes:
        assert "fällt die Entscheidung" in after
        return
    cast.votum(checked)
    state, after = SENDER.sentences(checked, cast.now)
    assert state == str(WEGE[art].voted)
    assert ("bekommen Sie Bescheid" in after) is (art in BINDING)
    assert ("entschieden" in state) is (art in BINDING)
