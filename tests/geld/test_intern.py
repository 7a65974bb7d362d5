"""The pots and their accounts, as staff read them."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.db import row_id
from app.fonds import ledger
from app.fonds.models import Buchungsart, Fonds
from app.quartiere.models import Quartier, Stadtbezirk
from app.text.formats import geld
from tests.support.cast import cast_for
from tests.support.client import PortalClient
from tests.support.each import each
from tests.support.factories import (
    das_fondsjahr,
    ein_antrag,
    ein_fonds,
    ein_quartier,
    eine_buchung,
    eine_mitarbeiterin,
)
from tests.support.queries import queries

Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, name="Heslach")


@pytest.fixture
def fonds(session: Session, heslach: Quartier) -> Fonds:
    return ein_fonds(
        session, quartier=heslach, slug="heslach", name="Fonds Heslach", ansatz_cent=750_000
    )


@pytest.fixture
def leader(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    bezirk = session.get_one(Stadtbezirk, heslach.stadtbezirk_id)
    return login(eine_mitarbeiterin(session, Rolle.bezirksvorsteher, stadtbezirk=bezirk))


def test_the_account_tells_every_entry_and_what_it_left(
    session: Session, login: Login, client: PortalClient
) -> None:
    cast = cast_for(session, ansatz_cent=750_000, slug="heslach", name="Fonds Heslach")
    antrag = cast.votiert(40_000)
    cast.freigeben(antrag, grund="Gern.")
    session.commit()
    person = session.get_one(Mitarbeiter, cast.bezirksvorsteherin.staff_id)
    leader = login(person)
    page = leader.get("/intern/fonds/heslach/2026").text
    for told in ("Ansatz", "Vorgemerkt", "Vormerkung aufgelöst", "Bewilligt", person.name):
        assert told in page, told
    assert "7.100,00" in page
    assert f'href="/intern/antraege/{antrag.vorgangsnummer}">Antrag {antrag.vorgangsnummer}' in page
    assert "7.100,00" in leader.get("/intern/fonds").text
    assert "<form" not in page.split("<main")[1].split("</main")[0]
    assert "Gern." not in client.get("/fonds/heslach").text


def test_only_pots_in_reach(session: Session, leader: PortalClient, fonds: Fonds) -> None:
    ein_fonds(session, slug="anderswo", name="Fonds Anderswo")
    page = leader.get("/intern/fonds").text
    assert "Fonds Heslach" in page
    assert "Anderswo" not in page
    foreign = leader.get("/intern/fonds/anderswo/2026")
    assert foreign.status_code == 403
    assert "zuständig" in foreign.text


@each("address", ["heslach/2025", "heslach/x", "heslach/99999999999999999999", "nirgends/2026"])
def test_what_is_not_there(leader: PortalClient, fonds: Fonds, address: str) -> None:
    assert leader.get(f"/intern/fonds/{address}").status_code == 404


@each(
    ("rolle", "status"),
    [
        (Rolle.gesamtkoordination, 200),
        (Rolle.kasse, 200),
        (Rolle.revision, 200),
        (Rolle.administration, 403),
    ],
)
def test_every_role(
    session: Session, login: Login, fonds: Fonds, rolle: Rolle, status: int
) -> None:
    client = login(eine_mitarbeiterin(session, rolle))
    for address in ("/intern/fonds", "/intern/fonds/heslach/2026"):
        assert client.get(address).status_code == status
    assert client.post("/intern/fonds/heslach/2026").status_code == 405


def test_residents_are_sent_to_the_login(client: PortalClient, fonds: Fonds) -> None:
    for address in ("/intern/fonds", "/intern/fonds/heslach/2026"):
        assert client.get(address).headers["location"].startswith("/intern/anmeldung")


def test_an_antrag_out_of_reach_is_named_but_not_linked(
    session: Session, login: Login, fonds: Fonds, heslach: Quartier
) -> None:
    neighbour = ein_quartier(session)
    antrag = ein_antrag(session, fonds=fonds, quartier=neighbour)
    year = das_fondsjahr(session, fonds)
    eine_buchung(session, year, Buchungsart.reservierung, 10_000, antrag=antrag)
    checker = login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=heslach))
    page = checker.get("/intern/fonds/heslach/2026").text
    assert antrag.vorgangsnummer in page
    assert f"/intern/antraege/{antrag.vorgangsnummer}" not in page


def test_twenty_entries_a_page_by_a_fixed_number_of_queries(
    session: Session, engine: Engine, leader: PortalClient, fonds: Fonds
) -> None:
    year = das_fondsjahr(session, fonds)
    with queries(engine) as few:
        leader.get("/intern/fonds/heslach/2026")
    before = ledger.stand(session, row_id(year.id)).verfuegbar
    for _ in range(30):
        eine_buchung(session, year, Buchungsart.korrektur, 100)
    with queries(engine) as many:
        page = leader.get("/intern/fonds/heslach/2026").text
    assert few.count == many.count == 10, many
    assert page.count("Korrektur") == 20
    assert geld(before + 30 * 100) in page
    assert 'href="?seite=2"' in page
    second = leader.get("/intern/fonds/heslach/2026?seite=2").text
    assert second.count("Korrektur") == 10
    assert geld(before + 10 * 100) in second
    assert "Ansatz" in second
    with queries(engine) as listed:
        leader.get("/intern/fonds")
    assert listed.count == 6, listed


def test_a_pot_whose_year_is_not_opened(
    session: Session, leader: PortalClient, heslach: Quartier
) -> None:
    ein_fonds(session, quartier=heslach, name="Alter Topf", slug="alt", jahr=2024)
    page = leader.get("/intern/fonds").text
    assert "2026 ist noch nicht eröffnet" in page
    assert "/intern/fonds/alt/2024" in page
    assert leader.get("/intern/fonds/alt/2024").status_code == 200
