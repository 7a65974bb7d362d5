"""The pages that explain: reachable, in the operator's name, with a way to people."""

import pytest

from app.settings import Betreiber, Settings
from tests.support.client import PortalClient
from tests.support.dom import parse, text_of
from tests.support.each import each

PAGES = {
    "/hilfe": "Hilfe",
    "/leichte-sprache": "Das Portal in Leichter Sprache",
    "/netiquette": "Netiquette",
    "/datenschutz": "Datenschutz",
    "/impressum": "Impressum",
    "/barrierefreiheit": "Erklärung zur Barrierefreiheit",
    "/barrierefreiheit/danke": "Danke, Ihre Rückmeldung ist angekommen",
}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    betreiber = Betreiber(
        name="Stadt Musterstadt",
        vertretung="Bürgermeisterin Mira Muster",
        strasse="Rathausgasse 1",
        ort="12345 Musterstadt",
        telefon="0123 4567-89",
        email="portal@musterstadt.example",
        datenschutz_email="dsb@musterstadt.example",
    )
    return settings.model_copy(update={"betreiber": betreiber})


def _main(client: PortalClient, address: str) -> str:
    return text_of(parse(client.get(address).text).css_first("main"))


@each(("address", "title"), PAGES.items())
def test_title_and_the_way_to_people(client: PortalClient, address: str, title: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    document = parse(page.text)
    assert text_of(document.css_first("h1")) == title
    assert document.css("main a[href='tel:0123456789']")
    assert "set-cookie" not in page.headers


@each("address", [a for a in PAGES if a != "/barrierefreiheit"])
def test_may_be_cached(client: PortalClient, address: str) -> None:
    assert client.get(address).headers["cache-control"] == "public, no-cache"


def test_every_page_leads_to_the_others(client: PortalClient) -> None:
    links = {a.attributes["href"] for a in parse(client.get("/hilfe").text).css("footer a")}
    assert set(PAGES) - {"/barrierefreiheit/danke"} <= links


def test_links_inside_lead_somewhere(client: PortalClient) -> None:
    for address in PAGES:
        for link in parse(client.get(address).text).css("main a[href^='/']"):
            target = (link.attributes["href"] or "").split("#")[0]
            assert client.get(target).status_code == 200, f"{address} -> {target}"


def test_impressum_names_the_operator(client: PortalClient) -> None:
    text = _main(client, "/impressum")
    for words in (
        "§ 5 Digitale-Dienste-Gesetz",
        "Stadt Musterstadt Rathausgasse 1 12345 Musterstadt",
        "Vertreten durch: Bürgermeisterin Mira Muster",
        "portal@musterstadt.example",
    ):
        assert words in text, words


def test_datenschutz_tells_what_article_13_asks_for(client: PortalClient) -> None:
    text = _main(client, "/datenschutz")
    for words in (
        "Stadt Musterstadt",
        "dsb@musterstadt.example",
        "Artikel 6 Absatz 1 Buchstabe e DSGVO",
        "§ 4 Landesdatenschutzgesetz Baden-Württemberg",
        "12 Monate nach der Antwort oder einem anderen Ende der Idee",
        "Auskunft",
        "Berichtigung",
        "Löschung",
        "Widerspruch",
        "Widerruf",
        "keine Cookies",
        "Wer die Daten sieht",
        "Sie müssen uns keine Daten geben",
        "Der Landesbeauftragte für den Datenschutz und die Informationsfreiheit",
        "Oder als Brief: Stadt Musterstadt, Rathausgasse 1, 12345 Musterstadt.",
    ):
        assert words in text, words


@each("address", ["/datenschutz", "/leichte-sprache"])
def test_who_wants_data_deleted_reads_where_to_write(client: PortalClient, address: str) -> None:
    main = parse(client.get(address).text).css_first("main")
    assert main.css("a[href='mailto:dsb@musterstadt.example']")
    assert "Rathausgasse 1" in text_of(main)


def test_datenschutz_says_what_stays(client: PortalClient) -> None:
    text = _main(client, "/datenschutz")
    for words in ("Titel und Kurzbeschreibung von Aktionen, die Geld", "mit Namen im Verlauf"):
        assert words in text, words


def test_barrierefreiheit_is_honest(client: PortalClient) -> None:
    text = _main(client, "/barrierefreiheit")
    for words in (
        "§ 10 Absatz 1 des Landes-Behindertengleichstellungsgesetzes",
        "teilweise mit diesen Anforderungen vereinbar",
        "Gebärdensprache",
        "Selbstbewertung",
        "Schlichtungsstelle beim Landeszentrum Barrierefreiheit Baden-Württemberg",
        "Deutschen Rentenversicherung Baden-Württemberg",
    ):
        assert words in text, words


def test_hilfe_has_ten_questions_each_with_a_way_without_internet(client: PortalClient) -> None:
    document = parse(client.get("/hilfe").text)
    sections = document.css("main section")
    assert len(sections) == 10
    for section in sections:
        assert text_of(section.css_first("h2")).endswith("?")
        assert "Ohne Internet:" in text_of(section)


def test_leichte_sprache_keeps_sentences_short(client: PortalClient) -> None:
    document = parse(client.get("/leichte-sprache").text)
    sentences = [text_of(p) for p in document.css(".leicht section p, .leicht li")]
    assert len(sentences) > 60
    for sentence in sentences:
        assert len(sentence.split()) <= 12, sentence
        assert sentence.count(",") <= 1, sentence
