"""The lifecycle is one table: what it allows works on an Idee, everything else is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.auth.actor import Actor
from app.errors import StepNotPossible
from app.history.chain import trail
from app.ideen.queries import of_vorgang
from app.ideen.sender import SENDER, SENTENCES
from app.ideen.status import LEBENSLAUF, OEFFENTLICH, SCHRITTE, Ideenstatus, Schritt
from app.ideen.steps import STEPS
from app.ideen.steps.veroeffentlichen import veroeffentlichen
from tests.support.clock import FixedNow
from tests.support.each import each
from tests.support.factories import eine_idee, eine_mitarbeiterin

S = Ideenstatus
Act = Callable[..., None]
ACTS: dict[Schritt, Act] = {step.schritt: step.act for step in (*STEPS, *SENDER.steps)}
# What the forms of these steps hand over.
VALUES: dict[Schritt, dict[str, Any]] = {
    Schritt.veroeffentlichen: {"titel": "Bänke", "text": "Zwei Bänke."},
    Schritt.verbergen: {"grund": "daten_dritter", "erklaerung": ""},
    Schritt.wieder_veroeffentlichen: {"titel": "Bänke", "text": "Zwei Bänke."},
    Schritt.rueckfrage: {"frage": "An welcher Ecke?"},
    Schritt.verlaengern: {"bis": date(2026, 12, 10)},
    Schritt.rueckantwort: {"rueckantwort": "An der Ecke zur Böblinger Straße."},
    Schritt.ablehnen: {"grund": "werbung", "erklaerung": ""},
    Schritt.widersprechen: {"einwand": "Das ist keine Werbung."},
    Schritt.antwort_eintragen: {
        "machbar": "ja",
        "antwort_wann": "Herbst 2027",
        "antwort_text": "Das machen wir.",
    },
}


def test_every_state_and_every_step_has_its_words() -> None:
    assert set(SENTENCES) == set(Ideenstatus)
    assert set(SCHRITTE) == set(Schritt)
    assert set(LEBENSLAUF.ways) == set(Schritt) - {Schritt.einreichen}


@each("status", Ideenstatus)
def test_a_step_works_exactly_where_the_table_allows_it(
    session: Session, now: FixedNow, status: Ideenstatus
) -> None:
    over = now - timedelta(days=1)
    # Who has no address is not reminded.
    row = eine_idee(session, status, pruefen_bis=over, email="anna@beispiel.de")
    person = eine_mitarbeiterin(session)
    by = Actor(staff_id=person.id, name=person.name)
    for schritt, act in ACTS.items():
        idee = of_vorgang(session, row.vorgang_id)
        if schritt is Schritt.erinnern:  # there is still time to answer
            idee.pruefen_bis = now + timedelta(days=1)
        if LEBENSLAUF.allows(status, schritt):
            act(session, idee, by=by, at=now, **VALUES.get(schritt, {}))
            assert idee.status in (LEBENSLAUF.ways[schritt].targets or (status,))
            step = trail(session, idee.vorgangsnummer)[-1]
            assert (step.step, step.to_status) == (schritt, idee.status)
        else:
            with pytest.raises(StepNotPossible):
                act(session, idee, by=by, at=now, **VALUES.get(schritt, {}))
            assert idee.status is status
        session.rollback()


def test_publishing_keeps_the_first_date(session: Session, now: FixedNow) -> None:
    first = now - timedelta(days=9)
    row = eine_idee(session, S.in_pruefung, veroeffentlicht_am=first)
    idee = of_vorgang(session, row.vorgang_id)
    veroeffentlichen(session, idee, by=Actor.holder(idee.vorgangsnummer), at=now)
    assert idee.veroeffentlicht_am == first


def test_redacting_twice_keeps_what_was_sent_first(session: Session) -> None:
    idee = eine_idee(session, titel="Eins", text="Erste Fassung")
    idee.schwaerzen(titel="Zwei", text="Zweite Fassung")
    idee.schwaerzen(titel="Drei", text="Dritte Fassung")
    assert (idee.original_titel, idee.original_text) == ("Eins", "Erste Fassung")
    assert idee.titel == "Drei"


@pytest.mark.both
@pytest.mark.parametrize(
    "values",
    [
        {"titel": ""},
        {"text": ""},
        {"text": "x" * 2001},
        {"status": Ideenstatus.umsetzbar},
        {"status": Ideenstatus.nicht_umsetzbar},
        {"status": Ideenstatus.abgelehnt_netiquette},
        {"status": Ideenstatus.zusammengefuehrt},
        {"status": Ideenstatus.verborgen},
        {"verborgen_als": Ideenstatus.veroeffentlicht},
        {"quartier_id": 999_999},
        {"vorgang_id": 999_999},
    ],
    ids=str,
)
def test_the_database_refuses_what_must_never_be(session: Session, values: dict) -> None:
    idee = eine_idee(session)
    for name, value in values.items():
        setattr(idee, name, value)
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_an_idee_cannot_be_merged_with_itself(session: Session) -> None:
    idee = eine_idee(session)
    idee.status, idee.zusammengefuehrt_mit_id = Ideenstatus.zusammengefuehrt, idee.id
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_public_states_are_those_after_publication() -> None:
    hidden = set(Ideenstatus) - set(OEFFENTLICH)
    assert Ideenstatus.veroeffentlicht not in hidden
    assert {"eingereicht", "in_pruefung", "rueckfrage", "abgelehnt_netiquette"} <= hidden
