"""The status table: every transition it names is possible, and no other."""

import pytest
from sqlmodel import Session

from app.antraege.models import Antrag
from app.antraege.policy import MAY
from app.antraege.status import ANTRAGSSTATUS, ERLAUBT, SCHRITTE, Antragsstatus, Schritt
from app.antraege.steps import is_possible
from app.errors import StepNotPossible
from app.fonds.models import Entscheidungsart, Fonds, Fondsart
from tests.support.cast import Cast
from tests.support.clock import FixedNow
from tests.support.each import each

_S = Antragsstatus


def _antrag(status: Antragsstatus, now: FixedNow, *, empfohlen: int | None = None) -> Antrag:
    fonds = Fonds(
        slug="f",
        name="F",
        art=Fondsart.quartiersfonds,
        entscheidungsart=Entscheidungsart.gremium_entscheidet,
        stadtbezirk_id=1,
    )
    return Antrag(
        vorgang_id=1,
        vorgangsnummer="A-1",
        fonds_id=1,
        fondsjahr_id=1,
        status=status,
        fonds=fonds,
        beantragt_cent=100,
        empfohlen_cent=empfohlen,
        angelegt_am=now,
        geaendert_am=now,
    )


@each("here", _S)
def test_transitions_that_the_table_allows(here: Antragsstatus, now: FixedNow) -> None:
    for there in ERLAUBT[here]:
        antrag = _antrag(here, now)
        antrag.move(there)
        assert antrag.status is there


@each("here", _S)
def test_transitions_that_it_does_not(here: Antragsstatus, now: FixedNow) -> None:
    for there in set(_S) - ERLAUBT[here]:
        antrag = _antrag(here, now)
        with pytest.raises(StepNotPossible, match="in einem anderen Stand"):
            antrag.move(there)
        assert antrag.status is here


def test_the_table_and_the_words_are_complete() -> None:
    assert set(ERLAUBT) == set(_S) == set(ANTRAGSSTATUS)
    assert set(SCHRITTE) == set(Schritt)
    assert set(MAY) == set(Schritt) - {Schritt.anlegen}


def test_every_state_can_be_reached() -> None:
    assert frozenset[Antragsstatus]().union(*ERLAUBT.values()) | {_S.entwurf} == set(_S)


# fonds.md 5.3, read once more by hand: the steps that each state offers in a Fonds with a Gremium.
OFFERED: dict[Antragsstatus, set[Schritt]] = {
    _S.entwurf: {Schritt.einreichen, Schritt.zurueckziehen},
    _S.eingereicht: {
        Schritt.rueckfrage,
        Schritt.pruefen,
        Schritt.ablehnen,
        Schritt.zurueckziehen,
        Schritt.befangenheit,
    },
    _S.rueckfrage: {Schritt.rueckantwort, Schritt.zurueckziehen, Schritt.befangenheit},
    _S.formal_geprueft: {
        Schritt.rueckfrage,
        Schritt.votum,
        Schritt.zurueckstellen,
        Schritt.zurueckziehen,
        Schritt.befangenheit,
    },
    _S.votiert: {
        Schritt.freigeben,
        Schritt.ablehnen,
        Schritt.zurueckgeben,
        Schritt.zurueckstellen,
        Schritt.zurueckziehen,
        Schritt.befangenheit,
    },
    _S.zurueckgestellt: {
        Schritt.wiederaufnehmen,
        Schritt.zurueckziehen,
        Schritt.befangenheit,
    },
    _S.bewilligt: {Schritt.zurueckziehen},
    _S.vereinbart: {Schritt.zurueckziehen},
    _S.laufend: {Schritt.zurueckziehen},
}


@each("status", _S)
def test_steps_offered(status: Antragsstatus, now: FixedNow) -> None:
    antrag = _antrag(status, now)
    assert {s for s in Schritt if is_possible(antrag, s)} == OFFERED.get(status, set())


def test_after_a_no_there_is_nothing_to_release(now: FixedNow) -> None:
    antrag = _antrag(_S.votiert, now, empfohlen=0)
    assert not is_possible(antrag, Schritt.freigeben)
    assert is_possible(antrag, Schritt.ablehnen)


@each(
    ("art", "limit", "straight", "votes"),
    [
        (Entscheidungsart.gremium_entscheidet, None, False, True),
        (Entscheidungsart.gremium_entscheidet, 99, False, True),
        (Entscheidungsart.gremium_entscheidet, 100, True, True),
        (Entscheidungsart.bezirksvorsteher, None, True, False),
        (Entscheidungsart.koordination, 50, True, False),
    ],
)
def test_who_decides_says_whether_a_votum_is_needed(
    now: FixedNow, art: Entscheidungsart, limit: int | None, straight: bool, votes: bool
) -> None:
    antrag = _antrag(_S.formal_geprueft, now)
    antrag.fonds.entscheidungsart, antrag.fonds.grenze_koordination_cent = art, limit
    assert is_possible(antrag, Schritt.freigeben) is straight
    assert is_possible(antrag, Schritt.ablehnen) is straight
    assert is_possible(antrag, Schritt.votum) is votes


@pytest.mark.parametrize("status", _S)
def test_every_state_can_be_stored(cast: Cast, session: Session, status: Antragsstatus) -> None:
    assert cast.antrag(status).status is status
    assert cast.problems() == [] or status in (_S.abgeschlossen,)
