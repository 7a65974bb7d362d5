"""The Kasse sees what is approved and what follows; its first page says what is to be paid."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.antraege.status import BEWILLIGT, Antragsstatus
from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.text.formats import geld
from tests.support.cast import Cast
from tests.support.client import PortalClient
from tests.support.dom import parse, text_of
from tests.support.factories import eine_mitarbeiterin
from tests.support.queries import queries

S = Antragsstatus
Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def kasse(session: Session, login: Login) -> PortalClient:
    return login(eine_mitarbeiterin(session, Rolle.kasse))


def test_it_sees_an_antrag_from_the_bewilligung_on(cast: Cast, kasse: PortalClient) -> None:
    seen = {
        status
        for status in S
        if kasse.get(f"/intern/antraege/{cast.antrag(status).vorgangsnummer}").status_code == 200
    }
    assert seen == set(BEWILLIGT)


def test_what_was_approved_and_then_withdrawn_stays_in_sight(
    cast: Cast, kasse: PortalClient, session: Session
) -> None:
    antrag = cast.antrag(S.bewilligt)
    antrag.status = S.zurueckgezogen
    session.commit()
    assert kasse.get(f"/intern/antraege/{antrag.vorgangsnummer}").status_code == 200


def test_its_list_shows_the_approved_ones_without_a_filter(cast: Cast, kasse: PortalClient) -> None:
    cast.antrag(titel="Noch offen")
    cast.antrag(S.laufend, titel="Läuft gerade")
    page = kasse.get("/intern/antraege").text
    assert "Läuft gerade" in page
    assert "Noch offen" not in page + kasse.get("/intern/antraege?stand=alle").text
    assert "Noch nicht entschieden" not in page


def test_its_first_page_says_what_is_to_be_paid(
    cast: Cast, kasse: PortalClient, engine: Engine
) -> None:
    for status, titel in (
        (S.eingereicht, "Beantragt"),
        (S.bewilligt, "Wartet"),
        (S.vereinbart, "Unterschrieben"),
        (S.laufend, "Im Gange"),
    ):
        cast.antrag(status, titel=titel)
    with queries(engine) as asked:
        page = kasse.get("/intern").text
    ready, waiting = parse(page).css("section .posten")
    assert "Unterschrieben" in text_of(ready)
    assert "Im Gange" in text_of(ready)
    assert "Wartet" in text_of(waiting)
    assert "Beantragt" not in page
    assert geld(2 * 48_050) in page
    assert "Auszahlungen tragen Sie noch nicht im Portal ein" in page
    assert "Gerade wartet nichts" not in page
    cast.antrag(S.laufend)
    with queries(engine) as more:
        kasse.get("/intern")
    assert asked.count == more.count


@pytest.mark.parametrize("rolle", Rolle)
def test_every_role_finds_something_true_on_its_first_page(
    session: Session, login: Login, cast: Cast, rolle: Rolle
) -> None:
    person = eine_mitarbeiterin(session, rolle, quartier=cast.quartier)
    page = login(person).get("/intern").text
    only_reads = rolle in (Rolle.kasse, Rolle.revision)
    finds_people = rolle in (Rolle.gesamtkoordination, Rolle.administration)
    tasks = parse(page).css(".aufgaben__zeile")
    assert ["Stellen ohne Zuständige" in text_of(task) for task in tasks] == [True] * finds_people
    nothing_yet = not only_reads and not finds_people
    assert ("Was Sie zu tun haben, erscheint hier" in page) is nothing_yet
    assert ("Was Ihnen offensteht" in page) is only_reads
