"""The pots as everybody sees them."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.antraege.status import Antragsstatus
from app.fonds.models import Buchungsart, Fonds
from tests.antraege.draft import ALLE_REGELN
from tests.support.client import PortalClient
from tests.support.dom import parse, text_of
from tests.support.factories import (
    das_fondsjahr,
    ein_antrag,
    ein_fonds,
    ein_quartier,
    eine_buchung,
    eine_mitarbeiterin,
)
from tests.support.queries import queries


@pytest.fixture
def fonds(session: Session) -> Fonds:
    quartier = ein_quartier(session, name="Heslach", buero_telefon="0711 5550123")
    return ein_fonds(
        session,
        quartier=quartier,
        regeln=ALLE_REGELN,
        slug="heslach",
        name="Fonds Heslach",
        ansatz_cent=750_000,
        zwecke="Feste im Hof\nKurse",
        ausschluesse="Alkohol",
    )


def test_list_tells_what_is_left_and_until_when(client: PortalClient, fonds: Fonds) -> None:
    page = client.get("/fonds")
    card = text_of(parse(page.text).css_first("article"))
    assert "Fonds Heslach" in card
    assert "7.500,00" in card
    assert "1. Dezember 2026" in card


def test_list_without_pots_says_what_to_do(client: PortalClient) -> None:
    assert "Rufen Sie uns an" in client.get("/fonds").text


def test_pot_in_numbers(client: PortalClient, session: Session, fonds: Fonds) -> None:
    checker = eine_mitarbeiterin(session)
    ein_antrag(session, Antragsstatus.bewilligt, fonds=fonds, beantragt_cent=290_000)
    ein_antrag(session, Antragsstatus.formal_geprueft, fonds=fonds, geprueft_von_id=checker.id)
    told = text_of(parse(client.get("/fonds/heslach").text).css_first(".topf"))
    # What is only reserved is still free for others until it is decided.
    assert "4.600,00" in told
    assert "noch frei von 7.500,00" in told
    assert "bewilligt 2.900,00" in told
    assert "in Prüfung 480,50" in told


def test_rules_purposes_and_who_decides(client: PortalClient, fonds: Fonds) -> None:
    page = client.get("/fonds/heslach").text
    for words in (
        "Feste im Hof",
        "Alkohol",
        "höchstens 1.000,00",
        "mindestens 16 Jahre",
        "empfiehlt einen Betrag",
        "10. Dezember 2026",
        'href="tel:07115550123"',
        'href="/fonds/heslach/antrag"',
    ):
        assert words in page, words


def test_what_was_funded_names_nobody(client: PortalClient, session: Session, fonds: Fonds) -> None:
    ein_antrag(session, Antragsstatus.bewilligt, fonds=fonds, titel="Flohmarkt")
    ein_antrag(session, Antragsstatus.eingereicht, fonds=fonds, titel="Noch nicht entschieden")
    ein_antrag(session, Antragsstatus.entwurf, fonds=fonds, titel="Nur ein Entwurf")
    page = client.get("/fonds/heslach").text
    assert "Flohmarkt" in page
    assert "Was gefördert wurde (1)" in page
    for hidden in ("Noch nicht entschieden", "Entwurf", "Ayla", "ayla.demir", "Böheimstraße 12"):
        assert hidden not in page


def test_a_pot_that_is_used_up_says_so(
    client: PortalClient, session: Session, fonds: Fonds
) -> None:
    eine_buchung(session, das_fondsjahr(session, fonds), Buchungsart.verfall, 750_000)
    assert "kein Geld mehr frei" in client.get("/fonds").text


def test_a_year_that_is_not_opened_takes_no_antrag(client: PortalClient, session: Session) -> None:
    ein_fonds(session, jahr=2025, slug="alt")
    page = client.get("/fonds/alt").text
    assert "noch keine Anträge" in page
    assert "/fonds/alt/antrag" not in page


def test_a_pot_that_does_not_exist(client: PortalClient) -> None:
    for address in ("/fonds/nirgends", "/fonds/nirgends/antrag"):
        assert client.get(address).status_code == 404
    assert client.post("/fonds/nirgends/antrag").status_code == 404


def test_public_pages_may_be_cached(client: PortalClient, fonds: Fonds) -> None:
    for address in ("/fonds", "/fonds/heslach"):
        assert "public" in client.get(address).headers["cache-control"]


@pytest.mark.parametrize("rows", [1, 8])
def test_queries_do_not_grow_with_the_rows(
    client: PortalClient, session: Session, engine: Engine, fonds: Fonds, rows: int
) -> None:
    for number in range(rows):
        other = ein_fonds(session, slug=f"topf-{number}")
        ein_antrag(session, Antragsstatus.bewilligt, fonds=other)
        ein_antrag(session, Antragsstatus.bewilligt, fonds=fonds, beantragt_cent=10_000)
    for address, expected in (("/fonds", 4), ("/fonds/heslach", 9), ("/fonds/heslach/antrag", 7)):
        with queries(engine) as q:
            assert client.get(address).status_code == 200
        assert q.count == expected, f"{address}\n{q}"
