"""Who may take which step: scope, four eyes, own Anträge and Befangenheit."""

import pytest
from sqlmodel import Session

from app.antraege import policy
from app.antraege.buero.office import OFFICE
from app.antraege.buero.steps import STEPS, freigeben
from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.rueckantwort import rueckantworten
from app.antraege.buero.steps.rueckfrage import nachfragen
from app.antraege.hindrances import hindrance
from app.antraege.models import Antrag, Befangenheit
from app.antraege.status import LEBENSLAUF, Antragsstatus, Schritt
from app.auth.actor import ANONYMOUS, Actor, Assignment
from app.auth.permissions import Rolle
from app.casework.steps import StaffStep
from app.errors import NotAllowed
from app.fonds.models import Entscheidungsart
from tests.antraege.rights import MAY
from tests.support.cast import Cast, actor_for
from tests.support.factories import ein_quartier, eine_mitarbeiterin

_S = Antragsstatus
CHECKING = {
    Schritt.rueckantwort,
    Schritt.rueckfrage,
    Schritt.rueckfrage_zuruecknehmen,
    Schritt.erinnern,
    Schritt.verlaengern,
    Schritt.pruefen,
    Schritt.pruefung_zuruecknehmen,
    Schritt.votum,
    Schritt.votum_berichtigen,
}
DECIDING = {
    Schritt.freigeben,
    Schritt.ablehnen,
    Schritt.zurueckgeben,
    Schritt.beanstanden,
    Schritt.zurueckstellen,
    Schritt.wiederaufnehmen,
}
SENDING = {Schritt.einreichen, Schritt.rueckantwort, Schritt.zurueckziehen}


def allowed(actor: Actor, antrag: Antrag) -> set[Schritt]:
    return {schritt for schritt, may in MAY.items() if may(actor, antrag)}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.schritt)
def test_a_step_asks_again_under_the_lock_who_may_take_it(
    cast: Cast, step: StaffStep[Antrag]
) -> None:
    antrag = cast.antrag(next(iter(LEBENSLAUF.sources(step.schritt))))
    stranger = Actor(staff_id=900)
    values = step.form(data=step.initial(antrag)).values
    with pytest.raises(NotAllowed) as refusal:
        step.act(cast.session, antrag, by=stranger, at=cast.now, **values)
    assert refusal.value.reason == step.may(stranger, antrag).reason


@pytest.mark.parametrize("art", Entscheidungsart)
def test_pages_and_actions_see_the_same_hindrances(cast: Cast, art: Entscheidungsart) -> None:
    for status in _S:
        antrag = cast.antrag(status)
        antrag.fonds.entscheidungsart = art
        for empfohlen in (None, 0):
            antrag.empfohlen_cent = empfohlen
            told = {step.schritt: step.hindrance(antrag, cast.now) for step in STEPS}
            assert told == {schritt: hindrance(antrag, schritt, cast.now) for schritt in told}, (
                status
            )
        cast.session.rollback()


def test_what_each_role_may_in_its_own_place(cast: Cast, session: Session) -> None:
    antrag = cast.antrag(_S.votiert)
    bias = {Schritt.befangenheit}
    assert allowed(cast.koordination, antrag) == CHECKING | bias
    assert allowed(cast.bezirksvorsteherin, antrag) == DECIDING | bias
    assert allowed(cast.holder(antrag), antrag) == SENDING
    assert allowed(ANONYMOUS, antrag) == set()
    office = Rolle.gesamtkoordination
    gesamt = actor_for(eine_mitarbeiterin(session, office), office)
    assert allowed(gesamt, cast.fresh(antrag)) == {Schritt.zuweisen} | bias
    for rolle in (Rolle.kasse, Rolle.revision, Rolle.administration):
        person = eine_mitarbeiterin(session, rolle)
        assert allowed(actor_for(person, rolle), cast.fresh(antrag)) == set(), rolle


def test_rejecting_formally_is_the_coordinations_matter(cast: Cast) -> None:
    antrag = cast.antrag()
    assert policy.may_ablehnen(cast.koordination, antrag)
    assert not policy.may_ablehnen(cast.bezirksvorsteherin, antrag)


def test_nobody_acts_elsewhere(cast: Cast, session: Session) -> None:
    elsewhere = ein_quartier(session)
    antrag = cast.antrag(_S.votiert)
    there = Assignment(Rolle.quartierskoordination, elsewhere.id)
    over_there = Assignment(Rolle.bezirksvorsteher, elsewhere.stadtbezirk_id)
    coordinator = Actor(staff_id=900, assignments=(there,))
    leader = Actor(staff_id=901, assignments=(over_there,))
    for actor in (coordinator, leader, cast.holder(cast.antrag())):
        assert allowed(actor, cast.fresh(antrag)) == set()
    verdict = policy.may_freigeben(leader, cast.fresh(antrag))
    assert cast.fresh(antrag).quartier.name in verdict.reason


def _two_roles(cast: Cast, staff_id: int | None) -> Actor:
    """One person who is both coordinator and Bezirksvorsteherin."""
    assignments = cast.koordination.assignments + cast.bezirksvorsteherin.assignments
    return Actor(staff_id=staff_id, name="Beides", assignments=assignments)


def test_who_checked_may_not_release(cast: Cast) -> None:
    antrag = cast.votiert()
    checker = _two_roles(cast, cast.koordination.staff_id)
    assert "geprüft" in policy.may_freigeben(checker, antrag).reason
    assert policy.may_freigeben(_two_roles(cast, cast.stellvertretung.staff_id), antrag)


def test_who_checked_first_may_not_release_after_a_second_check(
    cast: Cast, session: Session
) -> None:
    antrag = cast.geprueft()
    nachfragen(session, antrag, frage="Wann?", by=cast.koordination, at=cast.now)
    rueckantworten(session, antrag, rueckantwort="Bald", by=cast.holder(antrag), at=cast.now)
    pruefen(session, antrag, by=cast.kollegin, at=cast.now)
    for checker in (cast.koordination, cast.kollegin):
        verdict = policy.may_freigeben(_two_roles(cast, checker.staff_id), antrag)
        assert "geprüft" in verdict.reason


def test_who_recorded_the_votum_may_not_release(cast: Cast) -> None:
    antrag = cast.geprueft()
    cast.votum(antrag, by=cast.kollegin)
    recorder = _two_roles(cast, cast.kollegin.staff_id)
    assert "Votum" in policy.may_freigeben(recorder, antrag).reason


@pytest.mark.parametrize("email", ["ayla.demir@post.example", "AYLA.Demir@post.example"])
def test_who_applies_takes_no_step_as_staff(cast: Cast, email: str) -> None:
    antrag = cast.antrag(_S.votiert)
    own = Actor(staff_id=900, email=email, assignments=_two_roles(cast, 900).assignments)
    assert allowed(own, antrag) == {Schritt.befangenheit}
    assert "Ihr eigener Antrag" in policy.may_pruefen(own, antrag).reason
    assert "Ihr eigener Antrag" in policy.may_votum_erfassen(own, antrag).reason
    assert "Ihr eigener Antrag" in policy.may_freigeben(own, antrag).reason
    assert "übernimmt jemand anderes" in policy.may_freigeben(own, antrag).reason


@pytest.mark.parametrize("field", ["person", "vertretung", "mittelempfaenger"])
def test_who_is_named_in_an_antrag_takes_no_step_as_staff(cast: Cast, field: str) -> None:
    """An Antrag from a private address, or by phone, is one's own all the same."""
    antrag = cast.antrag(_S.votiert)
    setattr(antrag.antragsteller, field, "Jule  HAGENLOCHER")
    assignments = _two_roles(cast, 900).assignments
    own = Actor(staff_id=900, name="Jule Hagenlocher", assignments=assignments)
    assert "Ihr eigener Antrag" in policy.may_pruefen(own, antrag).reason
    assert "Ihr eigener Antrag" in policy.may_freigeben(own, antrag).reason


def test_who_is_biased_takes_no_step(cast: Cast, session: Session) -> None:
    antrag = cast.antrag(_S.votiert)
    person = cast.stellvertretung.staff_id
    session.add(Befangenheit(antrag_id=antrag.id, staff_id=person, erklaert_am=cast.now))
    antrag = cast.fresh(antrag)
    biased = _two_roles(cast, person)
    assert allowed(biased, antrag) == {Schritt.befangenheit_zuruecknehmen}
    assert "befangen" in policy.may_pruefen(biased, antrag).reason
    assert "befangen" in policy.may_freigeben(biased, antrag).reason


def test_contact_is_for_those_who_check(cast: Cast, session: Session) -> None:
    antrag = cast.antrag()
    revision = actor_for(eine_mitarbeiterin(session, Rolle.revision), Rolle.revision)
    antrag = cast.fresh(antrag)
    assert policy.may_kontakt_sehen(cast.koordination, antrag)
    assert policy.may_kontakt_sehen(revision, antrag)
    assert not policy.may_kontakt_sehen(cast.bezirksvorsteherin, antrag)
    assert not policy.may_kontakt_sehen(cast.holder(antrag), antrag)


def test_an_antrag_without_a_place_is_nobodys(cast: Cast) -> None:
    antrag = cast.antrag(_S.entwurf, quartier_id=None)
    assert "noch kein Quartier" in policy.may_pruefen(cast.koordination, antrag).reason


def test_the_steps_a_page_offers(cast: Cast) -> None:
    choice = OFFICE.choice(cast.bezirksvorsteherin, cast.votiert(), at=cast.now)
    assert choice.main is freigeben.STEP
    assert {step.schritt for step in choice.steps} == {
        Schritt.freigeben,
        Schritt.ablehnen,
        Schritt.zurueckgeben,
        Schritt.zurueckstellen,
        Schritt.befangenheit,
    }
    assert choice.refusals == []
