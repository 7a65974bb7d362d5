"""What residents see: the list with its filters, and one Idee with its trail."""

from itertools import product

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.ideen.models import Idee
from app.ideen.status import OEFFENTLICH, Ideenstatus
from app.quartiere.begriffe import Handlungsfeld
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.each import each
from tests.support.factories import ein_quartier, eine_idee
from tests.support.queries import queries

pytestmark = pytest.mark.both

NASTY = [
    "' OR 1=1 --",
    "%",
    "_",
    "\x00",
    "<script>alert(1)</script>",
    "veroeffentlicht_am DESC; DROP TABLE idee",
    "٣",
    "-1",
    "99999999999999999999",
]


@each("status", Ideenstatus)
def test_only_public_states_are_in_any_outlet(
    client: PortalClient, session: Session, status: Ideenstatus
) -> None:
    idee = eine_idee(session, status, titel="Ein besonderer Titel")
    expected = status in OEFFENTLICH
    shown = client.get(f"/ideen/{idee.vorgangsnummer}")
    gone = 410 if status is Ideenstatus.verborgen else 404
    assert shown.status_code == (200 if expected else gone)
    for outlet in ("/ideen", "/ideen?suche=besonderer", f"/ideen?stand={status}"):
        assert (idee.vorgangsnummer in client.get(outlet).text) is expected


def test_filters_live_in_the_address(client: PortalClient, session: Session) -> None:
    heslach = ein_quartier(session, slug="heslach")
    eine_idee(
        session,
        Ideenstatus.umgesetzt,
        quartier=heslach,
        titel="Zebrastreifen",
        thema=Handlungsfeld.mobilitaet,
    )
    eine_idee(session, Ideenstatus.veroeffentlicht, titel="Hochbeete")
    for address in (
        "/ideen?quartier=heslach",
        "/ideen?thema=mobilitaet",
        "/ideen?stand=umgesetzt",
        "/ideen?suche=zebra",
    ):
        page = client.get(address).text
        assert "Zebrastreifen" in page
        assert "Hochbeete" not in page


@pytest.fixture
def hochbeete(session: Session) -> Idee:
    return eine_idee(session, Ideenstatus.veroeffentlicht, titel="Hochbeete")


@each(
    ("name", "value"),
    product(("suche", "quartier", "thema", "stand", "sortierung", "seite", "status", "id"), NASTY),
)
def test_nonsense_in_the_address_is_ignored(
    client: PortalClient, hochbeete: Idee, name: str, value: str
) -> None:
    page = client.get("/ideen", params={name: value})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_twenty_a_page(client: PortalClient, session: Session, now: FixedNow) -> None:
    for n in range(21):
        eine_idee(session, Ideenstatus.veroeffentlicht, titel=f"Nummer {n}.")
    assert client.get("/ideen").text.count('class="karte"') == 20
    assert client.get("/ideen?seite=2").text.count('class="karte"') == 1


def test_script_in_what_people_typed_stays_text(client: PortalClient, session: Session) -> None:
    idee = eine_idee(
        session,
        Ideenstatus.veroeffentlicht,
        titel="<img src=x onerror=alert(1)>",
        text="javascript:alert(1) https://beispiel.de/?a=<b> </p><script>alert(1)</script>",
        name_anzeige='"><script>alert(1)</script>',
        ort="<svg onload=alert(1)>",
    )
    page = client.get(f"/ideen/{idee.vorgangsnummer}").text
    for evil in ("<img src=x", "<script>alert", "<svg onload", 'href="javascript:'):
        assert evil not in page
    assert 'href="https://beispiel.de/?a="' in page


def test_the_list_costs_the_same_for_one_and_for_many(
    client: PortalClient, session: Session, engine: Engine
) -> None:
    eine_idee(session, Ideenstatus.veroeffentlicht)
    with queries(engine) as one:
        client.get("/ideen")
    for _ in range(15):
        eine_idee(session, Ideenstatus.veroeffentlicht, quartier=ein_quartier(session))
    with queries(engine) as many:
        client.get("/ideen")
    assert one.count == many.count == 4  # Quartiere, hits, Ideen, photos
