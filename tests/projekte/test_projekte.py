"""The list of Projekte with its filter, and one Projekt."""

from datetime import date
from itertools import product

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.projekte.models import (
    Projekt,
    Projektart,
    ProjektHandlungsfeld,
    Projektschritt,
    Projektziel,
    ProjektZieldimension,
    ProjektZielgruppe,
)
from app.projekte.status import OEFFENTLICH, Projektstatus
from app.quartiere.begriffe import Handlungsfeld, Zieldimension, Zielgruppe
from app.text.paging import PER_PAGE
from tests.support.client import PortalClient
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_projekt, ein_quartier
from tests.support.queries import queries


def _titles(client: PortalClient, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 200
    return [text_of(title) for title in parse(page.text).css(".karte__titel")]


def _add(session: Session, *rows: object) -> None:
    session.add_all(rows)
    session.commit()


def _full(session: Session, slug: str = "kugel") -> Projekt:
    projekt = ein_projekt(
        session,
        quartier=ein_quartier(session, name="Heslach", slug=f"heslach-{slug}"),
        slug=slug,
        titel="KUGEL",
        art=Projektart.umfassend,
        beteiligungsstufe=4,
        mitwirkung="Alle stimmen gemeinsam ab.",
        partner="AWO, Jugendhaus",
        ende=date(2027, 12, 31),
        kontakt_name="Projektbüro",
        kontakt_telefon="0711 0000-210",
        kontakt_email="kugel@quartier.example",
        bild="img/favicon.svg",
        bild_alt="Menschen an einem langen Tisch.",
        quelle="Drucksache 988/2021",
    )
    here = {"projekt_id": projekt.id}
    _add(
        session,
        Projektziel(**here, text="Vier Feste", faellig=date(2026, 10, 1), erreicht=True),
        Projektziel(**here, text="Zehn Freiwillige", faellig=date(2027, 7, 31)),
        Projektziel(**here, text="Zwei Sprachkurse", faellig=date(2026, 11, 1)),
        Projektschritt(**here, text="Auftakt", faellig=date(2026, 3, 1), erledigt=True),
        Projektschritt(**here, text="Ausleihe", faellig=date(2027, 5, 31)),
        Projektschritt(**here, text="Bericht", faellig=date(2027, 9, 30)),
        ProjektHandlungsfeld(**here, handlungsfeld=Handlungsfeld.kultur),
        ProjektZielgruppe(**here, zielgruppe=Zielgruppe.aeltere),
        ProjektZieldimension(**here, zieldimension=Zieldimension.ZD2),
    )
    return projekt


def test_an_empty_list_says_what_to_do(client: PortalClient) -> None:
    assert parse(client.get("/projekte").text).css(".leer a[href='/ideen/neu']")


@pytest.mark.parametrize("status", Projektstatus)
def test_only_public_states_are_shown(
    client: PortalClient, session: Session, status: Projektstatus
) -> None:
    ein_projekt(session, slug="kugel", titel="KUGEL", status=status)
    public = status in OEFFENTLICH
    assert _titles(client, "/projekte") == (["KUGEL"] if public else [])
    assert _titles(client, f"/projekte?status={status}") == (["KUGEL"] if public else [])
    assert client.get("/projekte/kugel").status_code == (200 if public else 404)


@pytest.mark.parametrize("slug", ["nichts", "KUGEL", "%00", "' OR 1=1", "x" * 2000])
def test_unknown_is_404(client: PortalClient, session: Session, slug: str) -> None:
    ein_projekt(session, slug="kugel")
    assert client.get(f"/projekte/{slug}").status_code == 404


def test_everything_about_a_projekt(client: PortalClient, session: Session) -> None:
    _full(session)
    page = client.get("/projekte/kugel")
    document = parse(page.text)
    text = text_of(document.css_first("main"))
    for words in (
        "Läuft",
        "Wir kochen einmal im Monat zusammen.",
        "Was passiert mit meinem Beitrag, wer entscheidet? Alle stimmen gemeinsam ab.",
        "Alle sind eingeladen, mitzukochen",
        "1 von 3 Zielen erreicht",
        "Vier Feste Erreicht",
        "Zehn Freiwillige Geplant bis 31. Juli 2027",
        "Zwei Sprachkurse War geplant bis 1. November 2026 und dauert länger",
        "15. Januar 2026 bis 31. Dezember 2027",
        "AWO, Jugendhaus",
        "Kultur",
        "Ältere Menschen",
        "Zusammenhalt im Quartier fördern",
        "Viele Themen, für das ganze Quartier",
        "Drucksache 988/2021",
        "Projektbüro",
        "Quartiersbüro in Heslach:",
    ):
        assert words in text, words
    for address in (
        "tel:07110000210",
        "tel:07115550123",
        "mailto:kugel@quartier.example",
        "/quartiere/heslach-kugel",
        "/ideen/neu?quartier=heslach-kugel",
    ):
        assert document.css(f"main a[href='{address}']"), address
    assert document.css("img[alt='Menschen an einem langen Tisch.']")


def test_the_five_steps_of_having_a_say(client: PortalClient, session: Session) -> None:
    for stufe in range(1, 6):
        ein_projekt(session, slug=f"stufe-{stufe}", beteiligungsstufe=stufe)
        document = parse(client.get(f"/projekte/stufe-{stufe}").text)
        marked = ["aria-current" in s.attributes for s in document.css(".stufen__stufe")]
        assert marked == [n == stufe for n in range(1, 6)]


def test_steps_are_done_now_or_to_come(client: PortalClient, session: Session) -> None:
    _full(session)
    steps = parse(client.get("/projekte/kugel").text).css(".zeitstrahl__schritt")
    assert [text_of(step) for step in steps] == [
        "Auftakt (erledigt) 1. März 2026",
        "Ausleihe (jetzt) Geplant bis 31. Mai 2027",
        "Bericht (kommt noch) Geplant bis 30. September 2027",
    ]


def test_a_projekt_with_little_known(client: PortalClient, session: Session) -> None:
    quartier = ein_quartier(session, buero_telefon="")
    ein_projekt(session, slug="neu", quartier=quartier)
    document = parse(client.get("/projekte/neu").text)
    text = text_of(document.css_first("main"))
    assert "Seit 15. Januar 2026, ohne festes Ende" in text
    assert "Ziele" not in text
    assert document.css("main a[href='tel:071100000']")


def test_what_is_over_asks_for_no_ideen(client: PortalClient, session: Session) -> None:
    ein_projekt(session, slug="vorbei", status=Projektstatus.beendet)
    assert not parse(client.get("/projekte/vorbei").text).css("main a[href^='/ideen/neu']")


@pytest.mark.both
def test_running_ones_come_first(client: PortalClient, session: Session) -> None:
    ein_projekt(session, titel="Vorbei", status=Projektstatus.beendet, beginn=date(2026, 6, 1))
    ein_projekt(session, titel="Geplant", status=Projektstatus.geplant, beginn=date(2027, 1, 1))
    ein_projekt(session, titel="Alt", beginn=date(2020, 1, 1))
    ein_projekt(session, titel="Neu", beginn=date(2026, 1, 1))
    assert _titles(client, "/projekte") == ["Neu", "Alt", "Geplant", "Vorbei"]


@pytest.mark.both
def test_filters_alone_and_together(client: PortalClient, session: Session) -> None:
    kugel = _full(session)
    ein_projekt(session, titel="Anderes", status=Projektstatus.geplant)
    mine = {
        "quartier": "heslach-kugel",
        "handlungsfeld": "kultur",
        "zielgruppe": "aeltere",
        "status": "laufend",
    }
    for chosen in product(*({None, name} for name in mine)):
        parts = "&".join(f"{name}={mine[name]}" for name in chosen if name)
        expected = [kugel.titel] if parts else [kugel.titel, "Anderes"]
        assert _titles(client, f"/projekte?{parts}") == expected, parts
    assert _titles(client, "/projekte?handlungsfeld=umwelt") == []
    assert _titles(client, "/projekte?handlungsfeld=kultur&status=geplant") == []


@pytest.fixture
def kugel(session: Session) -> Projekt:
    return ein_projekt(session, titel="KUGEL")


@each(
    "query",
    [
        "quartier=nirgends",
        "handlungsfeld=quatsch",
        "zielgruppe=%27%3B+DROP+TABLE+projekt",
        "status=entwurf",
        "status=laufend%00x",
        "seite=-1",
        "seite=drei",
        "seite[]=2&quartier[]=heslach",
        "titel=KUGEL&sort=passwort",
        "quartier=" + "x" * 5000,
    ],
)
def test_nonsense_in_the_address_is_ignored(
    client: PortalClient, kugel: Projekt, query: str
) -> None:
    assert _titles(client, f"/projekte?{query}") == ["KUGEL"]


def test_the_filter_shows_what_was_chosen(client: PortalClient, session: Session) -> None:
    _full(session)
    document = parse(client.get("/projekte?handlungsfeld=kultur").text)
    chosen = [o.attributes.get("value") for o in document.css("#handlungsfeld option[selected]")]
    assert chosen == ["kultur"]
    assert "open" in document.css_first("details.klappe").attributes
    assert document.css("#projekte-liste a[href='/projekte']")


@pytest.mark.both
def test_page_by_page_with_the_filter_kept(client: PortalClient, session: Session) -> None:
    quartier = ein_quartier(session, slug="heslach")
    for n in range(PER_PAGE + 1):
        ein_projekt(session, quartier=quartier, titel=f"P{n}")
    first = parse(client.get("/projekte?quartier=heslach").text)
    assert len(first.css(".karte")) == PER_PAGE
    address = first.css_first("a[rel=next]").attributes["href"]
    assert address == "?quartier=heslach&seite=2"
    assert len(_titles(client, f"/projekte{address}")) == 1


def test_choosing_swaps_the_list(client: PortalClient, session: Session) -> None:
    _full(session)
    ein_projekt(session, titel="Anderes")
    page = client.get("/projekte")
    for chosen in ("kultur", "umwelt"):
        after = client.swap(
            page, "form.filter", {"handlungsfeld": chosen}, ignore=("details.klappe",)
        )
        assert "<html" not in after.response.text


def test_public_and_without_cookie(client: PortalClient, session: Session) -> None:
    _full(session)
    for address in ("/projekte", "/projekte?status=laufend", "/projekte/kugel"):
        answer = client.get(address)
        assert answer.headers["cache-control"] == "public, no-cache"
        assert "set-cookie" not in answer.headers


@pytest.mark.both
def test_queries_do_not_grow(client: PortalClient, session: Session, engine: Engine) -> None:
    counts = []
    for times in (1, 8):
        for n in range(times):
            _full(session, f"p-{times}-{n}")
        for address in ("/projekte", "/projekte?handlungsfeld=kultur", f"/projekte/p-{times}-0"):
            session.rollback()
            with queries(engine) as q:
                client.get(address)
            counts.append(q.count)
    assert counts == [4, 4, 7, 4, 4, 7]
