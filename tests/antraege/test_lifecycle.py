"""The lifecycle: every step that its table names can be taken there, and no other."""

from enum import StrEnum
from functools import partial
from itertools import filterfalse

import pytest
from sqlmodel import Session

from app.antraege.models import Antrag
from app.antraege.status import (
    ANTRAGSSTATUS,
    LEBENSLAUF,
    NACHSCHRITTE,
    SCHRITTE,
    Antragsstatus,
    Nachschritt,
    Schritt,
)
from app.casework.lifecycle import Owner
from app.errors import StepNotPossible
from app.fonds.models import Entscheidungsart, Fonds, Fondsart
from app.vorgaenge.models import Vorgang
from tests.antraege.rights import MAY, is_possible
from tests.support.cast import Cast
from tests.support.clock import FixedNow
from tests.support.each import each

_S = Antragsstatus
EVERY_STEP: tuple[StrEnum, ...] = (*Schritt, *Nachschritt)


def _antrag(status: Antragsstatus, now: FixedNow, *, empfohlen: int | None = None) -> Antrag:
    fonds = Fonds(
        slug="f",
        name="F",
        art=Fondsart.quartiersfonds,
        entscheidungsart=Entscheidungsart.gremium_empfiehlt_bv_gibt_frei,
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
        vorgang=Vorgang(
            vorgangsnummer="A-1",
            art="antrag",
            email="ayla@post.example",
            angelegt_am=now,
        ),
    )


# fonds.md 5.3, read once more by hand: where each step leads; what is missing stays where it is.
LEADS_TO: dict[StrEnum, Antragsstatus] = {
    Schritt.einreichen: _S.eingereicht,
    Schritt.rueckfrage: _S.rueckfrage,
    Schritt.rueckantwort: _S.eingereicht,
    Schritt.rueckfrage_zuruecknehmen: _S.eingereicht,
    Schritt.pruefen: _S.formal_geprueft,
    Schritt.votum: _S.votiert,
    Schritt.freigeben: _S.bewilligt,
    Schritt.ablehnen: _S.abgelehnt,
    Schritt.zurueckgeben: _S.formal_geprueft,
    Schritt.zurueckstellen: _S.zurueckgestellt,
    Schritt.wiederaufnehmen: _S.formal_geprueft,
    Schritt.zurueckziehen: _S.zurueckgezogen,
    Schritt.pruefung_zuruecknehmen: _S.eingereicht,
    Schritt.beanstanden: _S.formal_geprueft,
    Nachschritt.vereinbaren: _S.vereinbart,
    Nachschritt.beginnen: _S.laufend,
    Nachschritt.nachweis_anfordern: _S.nachweis_faellig,
    Nachschritt.nachweis_einreichen: _S.nachweis_eingereicht,
    Nachschritt.nachweis_nachfragen: _S.nachweis_rueckfrage,
    Nachschritt.nachweis_pruefen: _S.nachweis_geprueft,
    Nachschritt.zurueckfordern: _S.rueckforderung,
    Nachschritt.zurueckzahlen: _S.zurueckgezahlt,
    Nachschritt.abschliessen: _S.abgeschlossen,
    Nachschritt.verfallen: _S.verfallen,
}


@each("here", _S)
def test_steps_that_the_table_allows(here: Antragsstatus, now: FixedNow) -> None:
    for schritt in filter(partial(LEBENSLAUF.allows, here), EVERY_STEP):
        antrag = _antrag(here, now)
        to = LEADS_TO.get(schritt) if len(LEBENSLAUF.ways[schritt].targets) > 1 else None
        assert antrag.move(schritt, faellig_am=now, to=to) is here
        assert antrag.status is LEADS_TO.get(schritt, here)
        assert antrag.faellig_am == (now if schritt in LEADS_TO else None)


@each("here", _S)
def test_steps_that_it_does_not(here: Antragsstatus, now: FixedNow) -> None:
    for schritt in filterfalse(partial(LEBENSLAUF.allows, here), EVERY_STEP):
        antrag = _antrag(here, now)
        with pytest.raises(StepNotPossible, match="in einem anderen Stand"):
            antrag.move(schritt, faellig_am=now)
        assert (antrag.status, antrag.faellig_am) == (here, None)


def test_the_table_and_the_words_are_complete() -> None:
    assert set(LEBENSLAUF.table) == set(_S) == set(ANTRAGSSTATUS)
    assert set(LEBENSLAUF.ways) == set(EVERY_STEP) - {Schritt.anlegen}
    assert set(SCHRITTE) == set(Schritt)
    assert set(NACHSCHRITTE) == set(Nachschritt)
    assert set(MAY) == set(Schritt) - {Schritt.anlegen}


def test_every_state_can_be_reached() -> None:
    assert {*LEADS_TO.values(), _S.entwurf} == set(_S)


def test_only_an_end_has_no_step_of_its_own() -> None:
    ends = {s for s in _S if not any(LEBENSLAUF.allows(s, step) for step in EVERY_STEP)}
    assert ends == {_S.abgelehnt, _S.abgeschlossen}
    assert ends <= set(LEBENSLAUF.owned_by(Owner.nobody))


# The same for the steps that each state offers in a Fonds with a Gremium.
OFFERED: dict[Antragsstatus, set[StrEnum]] = {
    _S.entwurf: {Schritt.einreichen, Schritt.zurueckziehen},
    _S.eingereicht: {
        Schritt.rueckfrage,
        Schritt.pruefen,
        Schritt.ablehnen,
        Schritt.zurueckziehen,
        Schritt.befangenheit,
    },
    _S.rueckfrage: {
        Schritt.rueckantwort,
        Schritt.rueckfrage_zuruecknehmen,
        Schritt.erinnern,
        Schritt.verlaengern,
        Schritt.zurueckziehen,
        Schritt.befangenheit,
    },
    _S.formal_geprueft: {
        Schritt.rueckfrage,
        Schritt.votum,
        Schritt.pruefung_zuruecknehmen,
        Schritt.zurueckstellen,
        Schritt.zurueckziehen,
        Schritt.befangenheit,
    },
    _S.votiert: {
        Schritt.freigeben,
        Schritt.ablehnen,
        Schritt.zurueckgeben,
        Schritt.zurueckstellen,
        Schritt.votum_berichtigen,
        Schritt.zurueckziehen,
        Schritt.befangenheit,
    },
    _S.zurueckgestellt: {
        Schritt.wiederaufnehmen,
        Schritt.zurueckziehen,
        Schritt.befangenheit,
        Nachschritt.verfallen,
    },
    _S.bewilligt: {Schritt.zurueckziehen, Nachschritt.vereinbaren, Nachschritt.verfallen},
    _S.vereinbart: {Schritt.zurueckziehen, Nachschritt.beginnen, Nachschritt.auszahlen},
    _S.laufend: {Schritt.zurueckziehen, Nachschritt.auszahlen, Nachschritt.nachweis_anfordern},
    _S.nachweis_faellig: {
        Nachschritt.nachweis_einreichen,
        Nachschritt.verfallen,
        Nachschritt.zurueckfordern,
    },
    _S.nachweis_eingereicht: {Nachschritt.nachweis_nachfragen, Nachschritt.nachweis_pruefen},
    _S.nachweis_rueckfrage: {Nachschritt.nachweis_einreichen, Nachschritt.zurueckfordern},
    _S.nachweis_geprueft: {
        Nachschritt.auszahlen,
        Nachschritt.abschliessen,
        Nachschritt.zurueckfordern,
    },
    _S.rueckforderung: {Nachschritt.zurueckzahlen, Nachschritt.abschliessen},
    _S.zurueckgezahlt: {Nachschritt.abschliessen},
    _S.zurueckgezogen: {Nachschritt.zurueckfordern},
    _S.verfallen: {Nachschritt.zurueckfordern},
}


@each("status", _S)
def test_steps_offered(status: Antragsstatus, now: FixedNow) -> None:
    antrag = _antrag(status, now)
    offered = OFFERED.get(status, set())
    if Schritt.befangenheit in offered:
        offered = offered | {Schritt.befangenheit_zuruecknehmen, Schritt.zuweisen}
    assert {s for s in EVERY_STEP if is_possible(antrag, s)} == offered


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
