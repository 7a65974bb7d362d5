"""The list of Quartiere, and one of them."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.antraege.status import Antragsstatus
from app.ideen.status import Ideenstatus
from app.quartiere.models import Sprechstunde, Termin
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import (
    ein_antrag,
    ein_fonds,
    ein_projekt,
    ein_quartier,
    ein_stadtbezirk,
    ein_stadtteil,
    eine_idee,
)
from tests.support.queries import queries


def _text(client: PortalClient, address: str) -> str:
    main = parse(client.get(address).text).css_first("main")
    return text_of(main).replace("\u202f", " ")


def test_list_by_stadtbezirk(client: PortalClient, session: Session) -> None:
    sued = ein_stadtbezirk(session, name="Süd")
    ein_stadtbezirk(session, name="Wangen")
    ein_quartier(session, stadtbezirk=sued, name="Heslach", slug="heslach")
    document = parse(client.get("/quartiere").text)
    boxes = [text_of(box) for box in document.css(".bezirke > li")]
    assert boxes == ["Süd Heslach"]
    assert document.css("a[href='/quartiere/heslach']")
    assert "Wangen" in text_of(document.css_first("#ohne").parent)


def test_everything_about_a_quartier(client: PortalClient, session: Session, now: FixedNow) -> None:
    quartier = ein_quartier(
        session, slug="heslach", name="Heslach", buero_telefon="0711 0000-110", einwohner=18400
    )
    ein_stadtteil(session, quartier=quartier, name="Südheim")
    eine_idee(session, Ideenstatus.veroeffentlicht, quartier=quartier, titel="Bank am Brunnen")
    eine_idee(session, Ideenstatus.umsetzbar, quartier=quartier, titel="Zebrastreifen")
    ein_projekt(session, quartier=quartier, titel="Heslach kocht")
    fonds = ein_fonds(session, quartier=quartier, name="Quartiersfonds", ansatz_cent=750_000)
    ein_antrag(
        session, Antragsstatus.bewilligt, fonds=fonds, quartier=quartier, beantragt_cent=150_000
    )
    session.add(Sprechstunde(quartier_id=quartier.id, wochentag=2, von=time(10), bis=time(16)))
    session.add(Termin(quartier_id=quartier.id, titel="Stammtisch", beginn=now + timedelta(days=3)))
    session.commit()
    text = _text(client, "/quartiere/heslach")
    for words in (
        "Neue Idee heute Bank am Brunnen",
        "Antwort heute Zebrastreifen",
        "6.000,00 EUR noch frei von 7.500,00 EUR",
        "Nächste Frist: 1. Dezember 2026",
        "Heslach kocht",
        "27. November 2026, 11:00 Uhr Stammtisch",
        "Quartiersbüro am Markt Marktstraße 3 70199 Stuttgart",
        "Jetzt offen, heute bis 16 Uhr",
        "Dienstag 10 bis 16 Uhr",
        "Stadtteil: Südheim",
        "rund 18.400 Menschen",
    ):
        assert words in text, words
    document = parse(client.get("/quartiere/heslach").text)
    assert document.css("a[href='tel:07110000110']")
    main_action = document.css(".kern-btn--primary")
    assert [a.attributes["href"] for a in main_action] == ["/ideen/neu?quartier=heslach"]


def test_only_its_own_things(client: PortalClient, session: Session) -> None:
    ein_quartier(session, slug="heslach")
    other = ein_quartier(session, name="Woanders")
    eine_idee(session, Ideenstatus.veroeffentlicht, quartier=other, titel="Fremde Idee")
    ein_projekt(session, quartier=other, titel="Fremdes Projekt")
    ein_fonds(session, quartier=other, name="Fremder Fonds")
    session.add(Termin(quartier_id=other.id, titel="Fremder Termin", beginn=_far()))
    session.commit()
    text = _text(client, "/quartiere/heslach")
    assert "Fremd" not in text
    assert "keinen eigenen Topf" in text
    assert "Zurzeit steht nichts im Kalender" in text
    assert "Ihre kann die erste sein" in text


def test_a_deadline_that_has_passed_is_not_called_the_next(
    client: PortalClient, session: Session
) -> None:
    quartier = ein_quartier(session, slug="heslach")
    ein_fonds(session, quartier=quartier, naechste_frist=date(2026, 11, 23))
    assert "Nächste Frist" not in _text(client, "/quartiere/heslach")


def test_a_pot_not_yet_opened_this_year(client: PortalClient, session: Session) -> None:
    ein_fonds(session, quartier=ein_quartier(session, slug="heslach"), jahr=2025)
    assert "noch nicht eröffnet" in _text(client, "/quartiere/heslach")


def test_without_its_own_phone_the_city_answers(client: PortalClient, session: Session) -> None:
    ein_quartier(session, slug="heslach", buero_telefon="", buero_name="", buero_strasse="")
    document = parse(client.get("/quartiere/heslach").text)
    assert document.css("main a[href='tel:071100000']")


@pytest.mark.parametrize("slug", ["nirgends", "HESLACH", "heslach%00", "a" * 3000])
def test_unknown_is_404(client: PortalClient, session: Session, slug: str) -> None:
    ein_quartier(session, slug="heslach")
    assert client.get(f"/quartiere/{slug}").status_code == 404


def test_text_is_shown_as_text(client: PortalClient, session: Session) -> None:
    ein_quartier(session, slug="heslach", name="<b>Heslach</b>", kurztext="<img src=x onerror=y>")
    text = client.get("/quartiere/heslach").text
    assert "<b>Heslach" not in text
    assert "<img src=x" not in text


def test_queries_do_not_grow(
    client: PortalClient, session: Session, engine: Engine, now: FixedNow
) -> None:
    quartier = ein_quartier(session, slug="heslach")
    counts = []
    for times in (1, 5):
        for _ in range(times):
            ein_stadtteil(session, quartier=quartier)
            eine_idee(session, Ideenstatus.umsetzbar, quartier=quartier)
            ein_projekt(session, quartier=quartier)
            ein_fonds(session, quartier=quartier)
            session.add(Termin(quartier_id=quartier.id, titel="Treff", beginn=now))
            session.add(
                Sprechstunde(quartier_id=quartier.id, wochentag=1, von=time(9), bis=time(12))
            )
            session.commit()
        for address in ("/quartiere", "/quartiere/heslach"):
            session.rollback()
            with queries(engine) as q:
                client.get(address)
            counts.append(q.count)
    assert counts == [2, 12, 2, 12]


def _far() -> FixedNow:
    return FixedNow.present + timedelta(days=2)  # type: ignore[return-value]
