"""The lifecycle is one table: what it allows works, everything else is refused."""

from itertools import product

import pytest
from app.vorgaenge.stand import IDEE
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.errors import StepNotPossible
from app.ideen.models import Idee
from app.ideen.status import (
    ERLAUBT,
    IDEENSTATUS,
    OEFFENTLICH,
    TON,
    Ablehnungsgrund,
    Ideenstatus,
)
from tests.support.clock import FixedNow
from tests.support.each import each
from tests.support.factories import eine_idee

METHODS = {
    Ideenstatus.in_pruefung: lambda i, at: i.pruefen(),
    Ideenstatus.veroeffentlicht: lambda i, at: i.veroeffentlichen(at=at, antwort_bis=at),
    Ideenstatus.rueckfrage: lambda i, at: i.nachfragen(),
    Ideenstatus.abgelehnt_netiquette: lambda i, at: i.ablehnen(grund=Ablehnungsgrund.spam, text=""),
    Ideenstatus.entfernt: lambda i, at: i.entfernen(),
    Ideenstatus.zurueckgezogen: lambda i, at: i.zurueckziehen(),
    Ideenstatus.geschlossen_ohne_antwort: lambda i, at: i.schliessen_ohne_antwort(),
}


def test_every_status_has_its_row_its_word_and_its_sentence() -> None:
    for words in (ERLAUBT, IDEENSTATUS, TON, IDEE):
        assert set(words) == set(Ideenstatus)


@each(("status", "target"), product(Ideenstatus, METHODS))
def test_a_step_works_exactly_where_the_table_allows_it(
    status: Ideenstatus, target: Ideenstatus, now: FixedNow
) -> None:
    idee = Idee(status=status)
    if target in ERLAUBT[status]:
        METHODS[target](idee, now)
        assert idee.status is target
    else:
        with pytest.raises(StepNotPossible):
            METHODS[target](idee, now)
        assert idee.status is status


def test_republishing_keeps_the_first_date(session: Session, now: FixedNow) -> None:
    idee = eine_idee(session, Ideenstatus.weitergeleitet, at=now)
    idee.veroeffentlichen(at=now.advance(days=9), antwort_bis=now)
    assert idee.veroeffentlicht_am == now


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
