"""Nobody in charge: an Antrag never vanishes from every desk (entscheidungen.md 4)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.antraege.buero.office import OFFICE
from app.antraege.buero.steps.befangenheit import befangenheit_erklaeren
from app.antraege.buero.steps.befangenheit_zuruecknehmen import befangenheit_zuruecknehmen
from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.zuweisen import zuweisen
from app.antraege.door import tasks, tasks_of_nobody
from app.antraege.models import Antrag, Befangenheit
from app.antraege.queries import in_reach
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Rolle
from app.db import row_id
from app.errors import FieldRefused, NotAllowed, StepNotPossible
from app.history.chain import broken, trail
from tests.antraege.staff import Desk
from tests.support.cast import Cast, actor_for
from tests.support.client import PortalClient
from tests.support.factories import ein_quartier, eine_mitarbeiterin, eine_zustaendigkeit
from tests.support.queries import queries

S = Antragsstatus
Login = Callable[[Mitarbeiter], PortalClient]
LACKING = "Ohne Zuständige: bestimmen Sie, wer übernimmt"


@pytest.fixture
def gesamt(session: Session) -> Actor:
    office = Rolle.gesamtkoordination
    return actor_for(eine_mitarbeiterin(session, office), office)


@pytest.fixture
def elsewhere(session: Session) -> Actor:
    there, checker = ein_quartier(session), Rolle.quartierskoordination
    person = eine_mitarbeiterin(session, checker, quartier=there, name="Fatma Fern")
    return actor_for(person, checker, quartier=there)


def alone(cast: Cast) -> None:
    """The colleague has left: one coordinator is all there is."""
    cast.session.get_one(Mitarbeiter, cast.kollegin.staff_id).aktiv = False
    cast.session.commit()


def words(cast: Cast, actor: Actor) -> list[str]:
    return [task.was for task in tasks(cast.session, actor, cast.now)]


def bias(cast: Cast, antrag: Antrag, actor: Actor) -> Antrag:
    befangenheit_erklaeren(cast.session, antrag, by=actor, at=cast.now)
    cast.session.commit()
    return cast.fresh(antrag)


def test_with_a_colleague_it_stays_where_it_is(cast: Cast, gesamt: Actor) -> None:
    antrag = bias(cast, cast.antrag(), cast.koordination)
    assert words(cast, cast.koordination) == words(cast, gesamt) == []
    assert words(cast, cast.kollegin) == ["Antrag prüfen"]
    assert antrag.status is S.eingereicht


def test_the_only_coordinator_is_biased_and_another_quartier_takes_over(
    cast: Cast, session: Session, gesamt: Actor, elsewhere: Actor
) -> None:
    alone(cast)
    antrag = bias(cast, cast.antrag(), cast.koordination)
    assert words(cast, gesamt) == [LACKING]
    assert words(cast, elsewhere) == []
    with pytest.raises(NotAllowed):
        pruefen(session, antrag, by=gesamt, at=cast.now)
    zuweisen(session, antrag, person=elsewhere.staff_id or 0, by=gesamt, at=cast.now)
    session.commit()
    antrag = cast.fresh(antrag)
    assert words(cast, gesamt) == []
    assert words(cast, elsewhere) == ["Antrag prüfen"]
    pruefen(session, antrag, by=elsewhere, at=cast.now)
    cast.votum(antrag, by=elsewhere)
    cast.freigeben(antrag)
    session.commit()
    assert antrag.status is S.bewilligt
    assert "Fatma Fern, Quartierskoordination" in [
        step.parameters and "Fatma Fern, Quartierskoordination"
        for step in trail(session, antrag.vorgangsnummer)
    ]
    assert list(broken(session)) == []


def test_no_coordinator_at_all_is_the_same(
    cast: Cast, session: Session, gesamt: Actor, elsewhere: Actor
) -> None:
    for status in (S.eingereicht, S.rueckfrage, S.formal_geprueft, S.zurueckgestellt):
        cast.antrag(status)
    checkers = select(Zustaendigkeit).where(Zustaendigkeit.quartier_id == cast.quartier.id)
    for role in session.exec(checkers):
        session.get_one(Mitarbeiter, role.mitarbeiter_id).aktiv = False
    session.commit()
    assert words(cast, gesamt) == [LACKING] * 4


def test_an_applicant_who_is_the_only_coordinator_is_the_same(
    cast: Cast, session: Session, gesamt: Actor
) -> None:
    alone(cast)
    antrag = cast.antrag()
    antrag.antragsteller.email = cast.koordination.email
    session.commit()
    assert words(cast, cast.koordination) == []
    assert words(cast, gesamt) == [LACKING]


def test_where_every_bezirksvorsteherin_is_biased_another_decides(
    cast: Cast, session: Session, gesamt: Actor
) -> None:
    antrag = cast.votiert()
    for actor in (cast.bezirksvorsteherin, cast.stellvertretung):
        antrag = bias(cast, antrag, actor)
    assert words(cast, gesamt) == [LACKING]
    leader, there = Rolle.bezirksvorsteher, ein_quartier(session)
    person = eine_mitarbeiterin(session, leader, stadtbezirk=None, quartier=there)
    zuweisen(session, antrag, person=person.id or 0, by=gesamt, at=cast.now)
    session.commit()
    cast.freigeben(cast.fresh(antrag), by=actor_for(person, leader))
    assert cast.problems() == []


def test_without_a_gesamtkoordination_the_administration_has_it(
    cast: Cast, session: Session
) -> None:
    alone(cast)
    antrag = bias(cast, cast.antrag(), cast.koordination)
    office = Rolle.administration
    admin = actor_for(eine_mitarbeiterin(session, office), office)
    found = tasks_of_nobody(session, admin, cast.now)
    assert [task.vorgangsnummer for task in found] == [antrag.vorgangsnummer]
    assert found[0].address == "/intern/personal"
    assert antrag.titel not in found[0].titel
    assert tasks_of_nobody(session, cast.koordination, cast.now) == []


def test_who_is_ill_is_replaced_and_only_who_could_act_is_offered(
    cast: Cast, session: Session, gesamt: Actor, elsewhere: Actor, login: Login
) -> None:
    """The Gesamtkoordination may name somebody though the portal knows of no gap."""
    antrag = bias(cast, cast.antrag(), cast.koordination)
    session.commit()
    page = login(session.get_one(Mitarbeiter, gesamt.staff_id)).get(
        f"/intern/antraege/{antrag.vorgangsnummer}"
    )
    assert "Fatma Fern (Quartierskoordination)" in page.text
    assert f"{cast.koordination.name} (Quartierskoordination)" not in page.text
    for person in (cast.koordination, cast.kollegin, cast.bezirksvorsteherin):
        with pytest.raises(FieldRefused, match="kann den Antrag nicht übernehmen"):
            zuweisen(session, antrag, person=person.staff_id or 0, by=gesamt, at=cast.now)
    with pytest.raises(NotAllowed, match="bestimmt die Gesamtkoordination"):
        zuweisen(session, antrag, person=1, by=cast.kollegin, at=cast.now)


def test_who_takes_over_sees_this_antrag_and_no_other(
    cast: Cast, session: Session, gesamt: Actor, elsewhere: Actor, login: Login
) -> None:
    antrag, other = cast.antrag(), cast.antrag()
    zuweisen(session, antrag, person=elsewhere.staff_id or 0, by=gesamt, at=cast.now)
    session.commit()
    client = login(session.get_one(Mitarbeiter, elsewhere.staff_id))
    assert client.get(f"/intern/antraege/{antrag.vorgangsnummer}").status_code == 200
    assert client.get(f"/intern/antraege/{other.vorgangsnummer}").status_code == 404
    listed = client.get("/intern/antraege").text
    assert antrag.titel in listed
    assert other.titel not in listed


def test_a_bias_by_mistake_is_taken_back_until_somebody_else_has_acted(
    desk: Desk, session: Session
) -> None:
    antrag, cast = desk.antrag(), desk.cast
    desk.post(antrag, "befangenheit", desk.checker)
    page = desk.get(antrag, desk.checker).text
    assert "Ich bin doch nicht befangen" in page
    assert desk.post(antrag, "befangenheit-ruecknahme", desk.colleague).status_code == 403
    assert desk.post(antrag, "befangenheit-ruecknahme", desk.checker).status_code == 303
    assert session.exec(select(Befangenheit)).all() == []
    assert [s.step for s in trail(session, antrag.vorgangsnummer)][-2:] == [
        "befangenheit",
        "befangenheit_zuruecknehmen",
    ]
    desk.post(antrag, "befangenheit", desk.checker)
    desk.post(antrag, "pruefung", desk.colleague)
    late = desk.post(antrag, "befangenheit-ruecknahme", desk.checker)
    assert late.status_code == 403
    assert "Inzwischen hat jemand anderes gehandelt" in late.text
    with pytest.raises(NotAllowed):
        befangenheit_zuruecknehmen(
            session, desk.fresh(antrag), by=cast.koordination, at=cast.now + timedelta(days=1)
        )


def test_two_biases_do_not_settle_each_other(cast: Cast, session: Session) -> None:
    antrag = cast.antrag()
    for actor in (cast.koordination, cast.kollegin):
        antrag = bias(cast, antrag, actor)
    befangenheit_zuruecknehmen(session, antrag, by=cast.koordination, at=cast.now)
    session.commit()
    assert words(cast, cast.koordination) == ["Antrag prüfen"]


def test_the_desk_of_the_whole_city_costs_the_same_for_one_and_for_many(
    cast: Cast, session: Session, engine: Engine, gesamt: Actor
) -> None:
    cast.antrag()
    with queries(engine) as one:
        tasks(session, gesamt, cast.now)
    for status in (S.eingereicht, S.rueckfrage, S.votiert):
        cast.antrag(status)
    session.expire_all()
    with queries(engine) as many:
        tasks(session, gesamt, cast.now)
    assert one.count == many.count


def _leave(cast: Cast, *actors: Actor) -> None:
    for actor in actors:
        cast.session.get_one(Mitarbeiter, actor.staff_id).aktiv = False
    cast.session.commit()


def test_who_checked_it_is_not_named_to_decide_it(
    cast: Cast, session: Session, gesamt: Actor
) -> None:
    leader = Rolle.bezirksvorsteher
    antrag = cast.votiert()
    both = session.get_one(Mitarbeiter, cast.koordination.staff_id)
    eine_zustaendigkeit(session, both, leader)
    other = eine_mitarbeiterin(session, leader, name="Frank Fern")
    _leave(cast, cast.bezirksvorsteherin, cast.stellvertretung)
    antrag = cast.fresh(antrag)
    with pytest.raises(FieldRefused, match="kann den Antrag nicht übernehmen"):
        zuweisen(session, antrag, person=both.id or 0, by=gesamt, at=cast.now)
    zuweisen(session, antrag, person=other.id or 0, by=gesamt, at=cast.now)


def test_handing_over_is_the_main_step_only_where_somebody_is_missing(
    cast: Cast, gesamt: Actor
) -> None:
    antrag = cast.antrag()
    choice = OFFICE.choice(gesamt, antrag, at=cast.now)
    assert choice.main is None
    assert "zuweisen" in {step.schritt for step in choice.others}
    _leave(cast, cast.koordination, cast.kollegin)
    main = OFFICE.choice(gesamt, cast.fresh(antrag), at=cast.now).main
    assert main
    assert main.schritt == "zuweisen"


def test_who_decides_is_chosen_only_where_nobody_can(
    cast: Cast, session: Session, gesamt: Actor
) -> None:
    antrag = cast.votiert()
    other = eine_mitarbeiterin(session, Rolle.bezirksvorsteher)
    session.commit()
    assert "zuweisen" not in {
        step.schritt for step in OFFICE.choice(gesamt, cast.fresh(antrag), at=cast.now).steps
    }
    with pytest.raises(StepNotPossible, match="Wer zuständig ist, kann entscheiden"):
        zuweisen(session, antrag, person=other.id or 0, by=gesamt, at=cast.now)
    _leave(cast, cast.bezirksvorsteherin, cast.stellvertretung)
    zuweisen(session, cast.fresh(antrag), person=other.id or 0, by=gesamt, at=cast.now)


def test_who_stands_in_may_follow_a_link_to_it(
    cast: Cast, session: Session, gesamt: Actor, elsewhere: Actor
) -> None:
    antrag, other = cast.antrag(), cast.antrag()
    ids = [row_id(antrag.id), row_id(other.id)]
    assert in_reach(session, elsewhere, ids) == set()
    zuweisen(session, antrag, person=elsewhere.staff_id or 0, by=gesamt, at=cast.now)
    assert in_reach(session, elsewhere, ids) == {antrag.id}
