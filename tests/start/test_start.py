"""The start page: what happens, and the way to one's own Quartier."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.ideen.status import OEFFENTLICH, Ideenstatus
from app.projekte.status import Projektstatus
from app.quartiere.models import Stadtbezirk, Termin
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import (
    ein_fonds,
    ein_projekt,
    ein_quartier,
    ein_stadtbezirk,
    ein_stadtteil,
    eine_idee,
)
from tests.support.queries import queries


def _page_text(client: PortalClient, address: str = "/") -> str:
    return text_of(parse(client.get(address).text).css_first("main"))


def _filled(session: Session, now: FixedNow, *, times: int) -> None:
    for _ in range(times):
        quartier = ein_quartier(session)
        ein_stadtteil(session, quartier=quartier)
        eine_idee(session, Ideenstatus.veroeffentlicht, quartier=quartier)
        eine_idee(session, Ideenstatus.umsetzbar, quartier=quartier)
        ein_projekt(session, quartier=quartier)
        ein_fonds(session, quartier=quartier)
        session.add(
            Termin(
                quartier_id=quartier.id, titel="Treff", beginn=now + timedelta(days=3), ort="Hof"
            )
        )
        session.commit()


def test_an_empty_city_says_what_to_do_next(client: PortalClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    document = parse(page.text)
    assert text_of(document.css_first("h1")) == "Was passiert in meinem Quartier?"
    assert document.css("a[href='/ideen/neu']")
    assert document.css("a[href='/leichte-sprache']")
    assert "0711 0000-0" in _page_text(client)


def test_shows_what_is_new_with_answers_money_and_dates(
    client: PortalClient, session: Session, now: FixedNow
) -> None:
    quartier = ein_quartier(session, name="Heslach")
    eine_idee(session, Ideenstatus.veroeffentlicht, quartier=quartier, titel="Bank am Brunnen")
    eine_idee(session, Ideenstatus.umsetzbar, quartier=quartier, titel="Zebrastreifen")
    ein_projekt(session, quartier=quartier, titel="Heslach kocht")
    ein_fonds(session, quartier=quartier, name="Quartiersfonds Heslach", ansatz_cent=750_000)
    session.add(
        Termin(
            quartier_id=quartier.id,
            titel="Stammtisch",
            beginn=now + timedelta(days=3),
            ort="Hof",
        )
    )
    session.commit()
    text = _page_text(client)
    for words in (
        "Neue Idee Heslach heute Bank am Brunnen",
        "Antwort Heslach heute Zebrastreifen",
        "im Frühjahr",
        "Heslach kocht",
        "Quartiersfonds Heslach 7.500,00\u202fEUR noch frei",
        "27. November 2026, 11:00 Uhr Stammtisch",
    ):
        assert words.replace("\u202f", " ") in text.replace("\u202f", " "), words


def test_answers_are_not_hidden_by_many_new_ideen(
    client: PortalClient, session: Session, now: FixedNow
) -> None:
    quartier = ein_quartier(session)
    eine_idee(
        session,
        Ideenstatus.nicht_umsetzbar,
        quartier=quartier,
        titel="Seilbahn",
        at=now - timedelta(days=40),
    )
    for n in range(8):
        eine_idee(session, Ideenstatus.veroeffentlicht, quartier=quartier, titel=f"Neu {n}")
    entries = [text_of(e) for e in parse(client.get("/").text).css(".neues__eintrag")]
    assert len(entries) == 5
    assert "Seilbahn" in entries[-1]


@pytest.mark.parametrize("status", [s for s in Ideenstatus if s not in OEFFENTLICH])
def test_what_is_not_public_is_nowhere(
    client: PortalClient, session: Session, status: Ideenstatus
) -> None:
    quartier = ein_quartier(session, slug="heslach")
    eine_idee(session, status, quartier=quartier, titel="Verborgenes")
    for address in ("/", "/quartiere/heslach"):
        assert "Verborgenes" not in client.get(address).text


def test_a_projekt_in_preparation_is_nowhere(client: PortalClient, session: Session) -> None:
    quartier = ein_quartier(session, slug="heslach")
    ein_projekt(session, quartier=quartier, titel="Verborgenes", status=Projektstatus.in_bewertung)
    for address in ("/", "/quartiere/heslach"):
        assert "Verborgenes" not in client.get(address).text


def test_past_termine_are_gone(client: PortalClient, session: Session, now: FixedNow) -> None:
    quartier = ein_quartier(session)
    session.add(Termin(quartier_id=quartier.id, titel="Gestern", beginn=now - timedelta(hours=1)))
    session.commit()
    assert "Gestern" not in _page_text(client)


@pytest.mark.both
def test_search_without_script_leads_to_the_quartier(
    client: PortalClient, session: Session
) -> None:
    quartier = ein_quartier(session, slug="heslach", name="Heslach")
    ein_stadtteil(session, quartier=quartier, name="Südheim")
    page = client.get("/", params={"stadtteil": "suedheim"})
    document = parse(page.text)
    assert document.css_first("#stadtteil").attributes["value"] == "suedheim"
    assert "Südheim gehört zum Quartier" in text_of(document.css_first("#treffer"))
    assert document.css("#treffer a[href='/quartiere/heslach']")


@pytest.mark.both
def test_a_stadtteil_without_quartier_shows_the_nearest_way_on(
    client: PortalClient, session: Session
) -> None:
    sued = ein_stadtbezirk(session, name="Süd")
    ein_quartier(session, slug="heslach", stadtbezirk=sued)
    ein_stadtteil(session, name="Kaltental", stadtbezirk_id=sued.id)
    found = parse(client.get("/?stadtteil=Kaltental").text).css_first("#treffer")
    assert "noch kein eigenes Quartier" in text_of(found)
    assert found.css("a[href='/quartiere/heslach']")


@pytest.mark.parametrize("typed", ["Kaltental", "Süd"])
def test_where_there_is_no_quartier_at_all_a_phone_number_stands(
    client: PortalClient, session: Session, typed: str
) -> None:
    sued = ein_stadtbezirk(session, name="Süd")
    ein_stadtteil(session, name="Kaltental", stadtbezirk_id=sued.id)
    found = parse(client.get("/", params={"stadtteil": typed}).text).css_first("#treffer")
    assert "noch kein Quartier" in text_of(found)
    assert found.css("a[href^='tel:']")


@pytest.mark.parametrize(
    "typed", ["Hamburg", "<script>alert(1)</script>", "\x00'; --", "ä" * 5000, "%", "🦄"]
)
def test_nonsense_is_answered_kindly(client: PortalClient, session: Session, typed: str) -> None:
    ein_quartier(session, name="Heslach")
    page = client.get("/", params={"stadtteil": typed})
    assert page.status_code == 200
    found = parse(page.text).css_first("#treffer")
    assert "nicht gefunden" in text_of(found)
    assert found.css("a[href='/quartiere']")
    assert found.css("a[href^='tel:']")
    assert "<script>alert" not in page.text


def test_results_while_typing_equal_a_fresh_load(client: PortalClient, session: Session) -> None:
    quartier = ein_quartier(session, name="Heslach")
    ein_stadtteil(session, quartier=quartier, name="Südheim")
    page = client.get("/")
    for typed in ("süd", "Hamburg", ""):
        after = client.swap(page, "#stadtteil", {"stadtteil": typed}, ignore=("#stadtteil",))
        assert after.response.status_code == 200
        assert "<html" not in after.response.text


def test_public_and_without_cookie(client: PortalClient) -> None:
    for address in ("/", "/?stadtteil=x", "/quartiere"):
        answer = client.get(address)
        assert answer.headers["cache-control"] == "public, no-cache"
        assert "HX-Request-Type" in answer.headers["vary"]
        assert "set-cookie" not in answer.headers


@pytest.mark.both
def test_queries_do_not_grow_with_the_city(
    client: PortalClient, session: Session, engine: Engine, now: FixedNow
) -> None:
    counts = []
    for times in (1, 6):
        _filled(session, now, times=times)
        for address in ("/", "/?stadtteil=quartier"):
            session.rollback()
            with queries(engine) as q:
                client.get(address)
            counts.append(q.count)
    assert counts == [9, 11, 9, 11]


def test_typing_asks_only_for_places(
    client: PortalClient, session: Session, engine: Engine, now: FixedNow
) -> None:
    _filled(session, now, times=2)
    session.rollback()
    with queries(engine) as q:
        client.get("/?stadtteil=quartier", headers={"HX-Request-Type": "partial"})
    assert q.count == 2


@pytest.mark.both
def test_a_postcode_of_several_stadtbezirke_asks_which(
    client: PortalClient, session: Session
) -> None:
    for name in ("Mitte", "Süd", "West"):
        ein_stadtbezirk(session, name=name)
    heslach = session.exec(select(Stadtbezirk).where(Stadtbezirk.name == "Süd")).one()
    ein_quartier(session, slug="heslach", stadtbezirk=heslach)
    found = parse(client.get("/?stadtteil=70180 Stuttgart").text).css_first("#treffer")
    assert "70180 reicht in mehrere Stadtbezirke. Welcher ist Ihrer?" in text_of(found)
    assert len(found.css(".treffer__ort")) == 2
    assert found.css("a[href='/quartiere/heslach']")


@pytest.mark.parametrize(
    ("typed", "next_step"),
    [("10115", "keine Postleitzahl dieser Stadt"), ("Böblinger Str. 5", "Straßen kennt diese")],
)
def test_what_the_search_does_not_know_it_says(
    client: PortalClient, session: Session, typed: str, next_step: str
) -> None:
    ein_quartier(session, name="Heslach")
    found = parse(client.get("/", params={"stadtteil": typed}).text).css_first("#treffer")
    assert next_step in text_of(found)
    assert found.css("a[href='/quartiere']")
