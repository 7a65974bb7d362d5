"""A draft saves anything, shows what was saved, and can be picked up again."""

from sqlmodel import Session, select

from app.antraege.models import Antrag, Kostenposition
from app.antraege.status import Antragsstatus
from app.fonds.models import Fonds
from app.mail.models import Mail
from app.vorgaenge.models import Vorgang
from tests.antraege.draft import FRUEHSTUECK, Draft, sent_by, the_antrag, the_applicant
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_fonds, ein_quartier

PAGES = (
    "wer",
    "was",
    "wann-und-wo",
    "mit-wem",
    "kosten",
    "finanzierung",
    "erklaerungen",
    "anlagen",
    "pruefen",
)


def test_start_page_tells_what_to_expect(client: PortalClient, fonds: Fonds) -> None:
    page = client.get(f"/fonds/{fonds.slug}/antrag")
    for words in (
        "20 Minuten",
        "gespeichert",
        "1. Dezember 2026",
        "10. Dezember 2026",
        "Bankverbindung",
    ):
        assert words in page.text
    assert page.headers["cache-control"] == "no-store"


def test_link_goes_out_where_an_address_was_given(
    client: PortalClient, session: Session, fonds: Fonds
) -> None:
    Draft.begun(client, fonds, email="ayla@post.example")
    assert session.exec(select(Mail.empfaenger)).all() == ["ayla@post.example"]
    assert the_applicant(session).email == "ayla@post.example"


def test_starting_twice_gives_one_draft(
    client: PortalClient, session: Session, fonds: Fonds
) -> None:
    address = f"/fonds/{fonds.slug}/antrag"
    data = sent_by(client.get(address))
    first, second = client.post(address, data=data), client.post(address, data=data)
    assert first.headers["location"] == second.headers["location"]
    assert len(session.exec(select(Antrag)).all()) == 1


def test_the_page_left_open_for_the_next_person_opens_another_draft(
    client: PortalClient, session: Session, fonds: Fonds
) -> None:
    address = f"/fonds/{fonds.slug}/antrag"
    data = sent_by(client.get(address))
    first = client.post(address, data=data | {"email": "ayla@post.example"})
    second = client.post(address, data=data | {"email": "ben@post.example"})
    assert first.headers["location"] != second.headers["location"]
    assert len(session.exec(select(Antrag)).all()) == 2


def test_whoever_fills_in_the_trap_presses_once_more(
    client: PortalClient, session: Session, fonds: Fonds
) -> None:
    address = f"/fonds/{fonds.slug}/antrag"
    data = sent_by(client.get(address), leer="https://spam.example")
    answer = client.post(address, data=data | {"email": "ayla@post.example"})
    assert answer.status_code == 422
    assert "noch einmal" in answer.text
    assert session.exec(select(Vorgang)).all() == []
    once_more = sent_by(answer)
    assert once_more["email"] == ["ayla@post.example"]
    assert client.post(address, data=once_more | {"leer": "again"}).status_code == 303


def test_a_form_that_was_open_too_long_is_given_a_new_seal(
    client: PortalClient, fonds: Fonds, now: FixedNow
) -> None:
    address = f"/fonds/{fonds.slug}/antrag"
    data = sent_by(client.get(address), email="ayla@post.example")
    now.advance(hours=25)
    refused = client.post(address, data=data)
    assert refused.status_code == 422
    assert "zu lange offen" in refused.text
    assert "ayla@post.example" in refused.text
    assert client.post(address, data=sent_by(refused)).status_code == 303


def test_a_year_that_is_not_opened_takes_no_antrag(client: PortalClient, session: Session) -> None:
    fonds = ein_fonds(session, jahr=2025)
    page = client.get(f"/fonds/{fonds.slug}/antrag")
    assert "noch keine Anträge" in page.text
    assert "Antrag beginnen" not in page.text


@each("page", PAGES)
def test_every_page_opens_at_any_time(draft: Draft, page: str) -> None:
    answer = draft.get(page)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["cache-control"]
    assert "Seite" in answer.text


@each("page", PAGES[:-2])
def test_an_empty_page_is_saved(draft: Draft, page: str) -> None:
    answer = draft.fill(page)
    assert answer.status_code == 303
    following = PAGES[PAGES.index(page) + 1]
    assert answer.headers["location"] == f"{draft.base}/{following}"


@each("page", FRUEHSTUECK)
def test_what_was_saved_stands_there_again(draft: Draft, page: str) -> None:
    draft.fill(page, **FRUEHSTUECK[page])
    shown = sent_by(draft.get(page))
    for name, value in FRUEHSTUECK[page].items():
        wanted = value if isinstance(value, list) else [value]
        assert sorted(shown[name]) == sorted(wanted), name


def test_answers_can_be_taken_back(draft: Draft, session: Session) -> None:
    draft.fill("was", **FRUEHSTUECK["was"])
    draft.fill("was", titel="", teilnehmende="", zielgruppen=["kinder"], zieldimensionen=[])
    shown = sent_by(draft.get("was"))
    assert shown["zielgruppen"] == ["kinder"]
    assert "zieldimensionen" not in shown
    assert the_antrag(session).titel == ""


def test_link_and_code_are_shown_on_every_page(draft: Draft, client: PortalClient) -> None:
    page = draft.get("was")
    facts = parse(page.text).css_first("#weitermachen").parent
    assert facts is not None
    number, code = (text_of(node) for node in facts.css("dd"))
    entry = client.get("/vorgang")
    answer = client.post("/vorgang", data=sent_by(entry, vorgangsnummer=number, code=code))
    assert answer.headers["location"] == draft.base.removesuffix("/antrag")


def test_going_on_leads_to_the_first_open_page(draft: Draft, client: PortalClient) -> None:
    assert client.get(draft.base).headers["location"].endswith("/wer")
    draft.fill("wer", **FRUEHSTUECK["wer"])
    assert client.get(draft.base).headers["location"].endswith("/was")


def test_list_of_pages_tells_what_is_open(draft: Draft) -> None:
    draft.fill("wer", **FRUEHSTUECK["wer"])
    rows = parse(draft.get("was").text).css("#seiten li")
    told = [text_of(row) for row in rows]
    assert told[0] == "1. Wer fertig"
    assert told[1] == "2. Was offen"
    assert told[3] == "4. Mit wem freiwillig"


def test_a_foreign_or_wrong_link_opens_nothing(client: PortalClient, draft: Draft) -> None:
    for page in (*PAGES, "kosten/positionen", "unbekannt"):
        assert client.get(f"/vorgang/falsch/antrag/{page}").status_code == 404
        assert client.post(f"/vorgang/falsch/antrag/{page}").status_code == 404
    assert draft.get("unbekannt").status_code == 404


def test_a_line_of_another_draft_cannot_be_taken_out(
    client: PortalClient, session: Session, fonds: Fonds
) -> None:
    mine, other = Draft.begun(client, fonds), Draft.begun(client, fonds)
    other.cost("Tische", "miete", "300")
    number = session.exec(select(Kostenposition.id)).one()
    mine.press("kosten", f"positionen/{number}/entfernung")
    assert session.exec(select(Kostenposition.id)).one() == number


def test_a_client_sets_only_what_the_form_names(draft: Draft, session: Session) -> None:
    other = ein_fonds(session, quartier=ein_quartier(session))
    draft.fill(
        "was",
        titel="Frühstück",
        status="bewilligt",
        bewilligt_cent="99999",
        fonds_id=str(other.id),
        eingereicht_am="2026-01-01",
        vorgangsnummer="A-2026-09999",
    )
    draft.press("kosten", "positionen", antrag_id="1", **{"zeile-text": "x"})
    antrag = the_antrag(session)
    assert antrag.titel == "Frühstück"
    assert antrag.status is Antragsstatus.entwurf
    assert antrag.bewilligt_cent is None
    assert antrag.fonds_id != other.id
    assert antrag.eingereicht_am is None


def test_a_quartier_of_another_fonds_is_refused(draft: Draft, session: Session) -> None:
    other = ein_quartier(session)
    answer = draft.fill("wann-und-wo", quartier_id=str(other.id))
    assert answer.status_code == 422
    assert the_antrag(session).quartier_id != other.id


def test_an_undertaking_tells_its_state_aid(draft: Draft, session: Session) -> None:
    draft.fill("wer", **FRUEHSTUECK["wer"])
    assert "staatliche Beihilfe" not in draft.get("erklaerungen").text
    draft.fill("wer", art="unternehmen", gruppe="Buchladen am Eck")
    page = draft.client.get(f"{draft.base}/erklaerungen?offen=1")
    assert "wie viel staatliche Beihilfe das Unternehmen bekam" in page.text
    draft.fill("erklaerungen", deminimis_cent="0")
    assert the_antrag(session).deminimis_cent == 0
    check = draft.get("pruefen").text
    section = parse(check).css_first("[aria-labelledby='teil-erklaerungen']")
    assert "Staatliche Beihilfe in drei Jahren keine" in text_of(section)
    assert "wie viel staatliche Beihilfe" not in check


def test_a_draft_says_until_when_it_stays(
    client: PortalClient, session: Session, fonds: Fonds, now: FixedNow
) -> None:
    """On its pages, on the page of the Vorgang, and in the mail; each change gives it more time."""
    first, later = "23. Mai 2027", "2. Juni 2027"
    page = client.get(f"/fonds/{fonds.slug}/antrag").text
    assert "Einen Entwurf löschen wir 180 Tage nach der letzten Änderung." in page
    draft = Draft.begun(client, fonds, email="ayla@post.example")
    sentence = "Ändern Sie bis zum %s nichts, löschen wir den Entwurf."
    mail = session.exec(select(Mail)).one()
    assert sentence % first in mail.text
    assert sentence % first in mail.html
    session.rollback()
    vorgang = draft.base.removesuffix("/antrag")
    for page in (draft.get("was").text, client.get(vorgang).text):
        assert sentence % first in page
    now.advance(days=10)
    draft.fill("was", titel="Ein Fest")
    assert sentence % later in draft.get("was").text
    assert sentence % later in client.get(vorgang).text
