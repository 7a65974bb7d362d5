"""Recognising an applicant again."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from app.antraege.lage import lage, so_far
from app.antraege.models import Antrag, Antragsteller
from app.antraege.people import is_applicant, kennung
from app.antraege.status import Antragsstatus
from app.auth.actor import ANONYMOUS, Actor
from tests.support.cast import Cast
from tests.support.each import each

_S = Antragsstatus


def _person(**values: Any) -> Antragsteller:
    return Antragsteller(antrag_id=1, **values)


@each(
    ("one", "other", "same"),
    [
        ({"email": "Ayla@Post.example "}, {"email": "ayla@post.example"}, True),
        ({"email": "ayla@post.example"}, {"email": "berta@post.example"}, False),
        ({"telefon": "+49 711 555-0199"}, {"telefon": "0711/5550199"}, True),
        ({"telefon": "0049 711 5550199"}, {"telefon": "0711 555 01 99"}, True),
        ({"telefon": "+49 (0)711 5550199"}, {"telefon": "07115550199"}, True),
        ({"telefon": "110"}, {"telefon": "110"}, False),
        (
            {"person": "Jörg  MÜLLER", "plz": "70199"},
            {"person": "jörg müller", "plz": "70199"},
            True,
        ),
        (
            {"person": "Jörg Müller", "plz": "70199"},
            {"person": "Jörg Müller", "plz": "70372"},
            False,
        ),
        ({"person": "Jörg Müller"}, {"person": "Jörg Müller"}, False),
        ({"gruppe": "Hofgemeinschaft"}, {"gruppe": "HOFGEMEINSCHAFT"}, True),
        ({"gruppe": "Übergangswohnen Heslach"}, {"gruppe": "ÜBERGANGSWOHNEN  heslach"}, True),
        ({"gruppe": "U\u0308bergangswohnen"}, {"gruppe": "Uebergangswohnen"}, True),
        ({"gruppe": "Hof\u200bgruppe"}, {"gruppe": "Hofgruppe"}, True),
        ({"gruppe": "Große Straße"}, {"gruppe": "GROSSE STRASSE"}, True),
        ({"gruppe": "Haus–Hof"}, {"gruppe": "Haus-Hof"}, True),
        ({"gruppe": "Bäuerle"}, {"gruppe": "Bauerle"}, False),
        ({"gruppe": "Bauer"}, {"gruppe": "Baur"}, False),
        ({"telefon": "+49 0711 5550199"}, {"telefon": "0711 5550199"}, True),
        ({"telefon": "+33 1 55501999"}, {"telefon": "01 55501999"}, False),
        ({"email": "a@müller.example"}, {"email": "a@mueller.example"}, False),
        ({"gruppe": "\u200b"}, {"gruppe": "\u2060"}, False),
        ({}, {}, False),
    ],
)
def test_the_same_person(one: dict[str, str], other: dict[str, str], same: bool) -> None:
    assert kennung(_person(**one)).same_as(kennung(_person(**other))) is same


def _rename(session: Session, antrag: Antrag, **values: str) -> None:
    person = session.get_one(Antragsteller, antrag.id)
    for name, value in {"gruppe": "", "person": "", "telefon": "", "email": "", **values}.items():
        setattr(person, name, value)
    session.commit()


@pytest.mark.parametrize(
    ("status", "due_days", "counts"),
    [
        (_S.nachweis_faellig, -1, 1),
        (_S.nachweis_faellig, 1, 0),
        (_S.nachweis_rueckfrage, -1, 1),
        (_S.rueckforderung, None, 1),
        (_S.abgeschlossen, -1, 0),
        (_S.laufend, -1, 0),
    ],
)
def test_open_duties_of_the_same_applicant(
    cast: Cast, session: Session, status: Antragsstatus, due_days: int | None, counts: int
) -> None:
    due = None if due_days is None else cast.now + timedelta(days=due_days)
    earlier = cast.antrag(status, faellig_am=due)
    new = cast.antrag(_S.entwurf)
    assert lage(session, new, at=cast.now).offene_pflichten == counts
    _rename(session, earlier, email="ganz.anders@post.example")
    assert lage(session, cast.fresh(new), at=cast.now).offene_pflichten == 0


def test_what_there_is_to_spend(cast: Cast, session: Session) -> None:
    """A draft asks this year's pot; a checked Antrag may use its own reserve too."""
    cast.geprueft(beantragt_cent=48_050)
    draft = cast.antrag(_S.entwurf)
    assert lage(session, draft, at=cast.now).verfuegbar_cent == 2_000_000 - 48_050
    own = cast.geprueft(beantragt_cent=10_000)
    assert lage(session, own, at=cast.now).verfuegbar_cent == 2_000_000 - 48_050
    draft, next_year = cast.fresh(draft), cast.now.replace(year=2027)
    assert lage(session, draft, at=next_year).verfuegbar_cent == 0
    assert lage(session, draft, at=cast.now.replace(hour=23)).heute.isoformat() == "2026-11-25"


def test_the_applicant_so_far(cast: Cast, session: Session) -> None:
    cast.antrag(_S.entwurf)
    granted = cast.antrag(_S.laufend, beantragt_cent=10_000)
    late = cast.antrag(_S.nachweis_faellig, beantragt_cent=20_000)
    refused = cast.antrag(_S.abgelehnt)
    _rename(session, cast.antrag(_S.laufend), email="ganz.anders@post.example")
    _rename(session, refused, telefon="+49 711 5550199")
    bisher = so_far(session, cast.antrag())
    assert [a.id for a in bisher.antraege] == [refused.id, late.id, granted.id]
    assert (bisher.bewilligt, bisher.bewilligt_cent, bisher.offene_nachweise) == (2, 30_000, 1)


def test_staff_who_apply_are_recognised(cast: Cast, session: Session) -> None:
    antrag = cast.antrag(email="am.vorgang@post.example")
    assert is_applicant(Actor(staff_id=1, email="AYLA.Demir@Post.Example"), antrag)
    assert is_applicant(Actor(staff_id=1, email="am.vorgang@post.example"), antrag)
    assert not is_applicant(Actor(staff_id=1, email="jemand@stadt.example"), antrag)
    _rename(session, antrag)
    assert not is_applicant(ANONYMOUS, cast.fresh(antrag))


@pytest.mark.both
@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"gruppe": "Übergangswohnen Heslach"}, {"gruppe": "übergangswohnen HESLACH"}),
        ({"gruppe": "U\u0308bergangswohnen"}, {"gruppe": "UEBERGANGSWOHNEN"}),
        ({"telefon": "+49 0711 777 66 55"}, {"telefon": "0711/7776655"}),
        ({"email": "ÄNNE@Post.example"}, {"email": "änne@post.example"}),
    ],
)
def test_the_database_finds_them_however_they_are_written(
    cast: Cast, session: Session, before: dict[str, str], now: dict[str, str]
) -> None:
    earlier, new = cast.antrag(_S.laufend), cast.antrag()
    _rename(session, earlier, **before, plz="70000")
    _rename(session, new, **now, plz="71000")
    assert [a.id for a in so_far(session, cast.fresh(new)).antraege] == [earlier.id]
