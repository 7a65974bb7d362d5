"""Whatever is typed: a clear sentence, nothing lost, never an error page."""

import pytest
from sqlmodel import Session

from app.fonds.models import Fonds
from tests.antraege.draft import Draft, sent_by, the_antrag, the_applicant
from tests.support.client import PortalClient
from tests.support.dom import parse
from tests.support.each import each


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("480,50", 48_050),
        ("480,5", 48_050),
        ("480", 48_000),
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("480,50 EUR", 48_050),
        ("480,50 €", 48_050),
        ("480,-", 48_000),
        ("480,– EUR", 48_000),
        (" 480,50\u00a0€ ", 48_050),
        ("٤٨٠", 48_000),
    ],
)
def test_amounts_are_read_as_people_write_them(
    draft: Draft, session: Session, typed: str, cents: int
) -> None:
    draft.fill("finanzierung", beantragt_cent=typed)
    assert the_antrag(session).beantragt_cent == cents


@each(
    "typed",
    ["-5", "0", "0,00", "480,505", "1.23,45", "12,34,56", "99999999999999", "1e9", "NaN", "½"],
)
def test_amounts_that_are_none_are_refused_and_kept(
    draft: Draft, session: Session, typed: str
) -> None:
    answer = draft.fill("finanzierung", beantragt_cent=typed)
    assert answer.status_code == 422
    field = parse(answer.text).css_first("#beantragt_cent")
    assert field.attributes["value"] == typed
    assert field.attributes["aria-invalid"] == "true"
    assert the_antrag(session).beantragt_cent is None
    line = draft.cost("Tische", "miete", typed)
    assert line.status_code == 422


@each(
    ("typed", "told"),
    [
        ("2027-02-29", "Dieses Datum gibt es nicht"),
        ("29.02.2027", "Dieses Datum gibt es nicht"),
        ("31.04.2027", "Dieses Datum gibt es nicht"),
        ("irgendwann", "Dieses Datum gibt es nicht"),
        ("0001-01-01", "Bitte prüfen Sie das Jahr"),
        ("9999-12-31", "Bitte prüfen Sie das Jahr"),
    ],
)
def test_days_that_do_not_exist(draft: Draft, typed: str, told: str) -> None:
    answer = draft.fill("wann-und-wo", beginn=typed)
    assert answer.status_code == 422
    assert told in answer.text


def test_the_29th_of_february_where_there_is_one(draft: Draft, session: Session) -> None:
    draft.fill("wann-und-wo", beginn="29.02.2028")
    beginn = the_antrag(session).beginn
    assert beginn is not None
    assert beginn.isoformat() == "2028-02-29"


@pytest.mark.parametrize(("typed", "told"), [("abc", True), ("0711", True), ("0711 5550", False)])
def test_a_phone_number_that_nobody_can_ring(draft: Draft, typed: str, told: bool) -> None:
    page = draft.fill("wer", telefon=typed)
    assert (page.status_code == 422) == told
    assert ("nicht vollständig" in page.text) == told


def test_an_end_before_the_beginning(draft: Draft, session: Session) -> None:
    answer = draft.fill("wann-und-wo", beginn="2027-03-20", ende="2027-03-19")
    assert answer.status_code == 422
    assert "vor dem ersten" in answer.text
    assert the_antrag(session).beginn is None


@each("page", ["wer", "was", "wann-und-wo", "mit-wem", "kosten", "finanzierung"])
def test_ten_megabytes_of_text(draft: Draft, page: str) -> None:
    field = {
        "wer": "person",
        "was": "was",
        "wann-und-wo": "ort",
        "mit-wem": "partner",
        "kosten": "zeile-text",
        "finanzierung": "vorschuss_grund",
    }[page]
    answer = draft.fill(page, **{field: "Frühstück " * 1_000_000})
    assert answer.status_code in (400, 413, 422)
    assert "<h1" in answer.text or "zu groß" in answer.text


def test_a_text_that_is_too_long_is_kept_and_told(draft: Draft, session: Session) -> None:
    answer = draft.fill("was", titel="Frühstück " * 20, kurz="Kurz und gut.")
    assert answer.status_code == 422
    assert "höchstens 100 Zeichen" in answer.text
    assert "Kurz und gut." in answer.text
    assert the_antrag(session).kurz == ""


def test_nul_direction_marks_and_emoji(draft: Draft, session: Session) -> None:
    draft.fill("was", titel="Fr\x00ühstück\u202e 🥐", was="a\x00b\r\nc 👩‍👩‍👧")
    antrag = the_antrag(session)
    assert antrag.titel == "Frühstück 🥐"
    assert antrag.was == "ab\nc 👩‍👩‍👧"
    assert "Frühstück 🥐" in draft.get("pruefen").text


def test_script_is_shown_as_text(draft: Draft) -> None:
    evil = '"><script>alert(1)</script>'
    draft.fill("was", titel=evil, kurz=evil)
    draft.cost(evil, "miete", "300")
    draft.other_money("eigenmittel", evil, "50")
    for page in ("was", "kosten", "finanzierung", "pruefen"):
        answer = draft.get(page)
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;" in answer.text


def test_choices_that_nobody_offered(draft: Draft, session: Session) -> None:
    for page, fields in (
        ("wer", {"art": "koenig"}),
        ("was", {"zielgruppen": ["marsmenschen"]}),
        ("wann-und-wo", {"oeffentlich": "vielleicht"}),
        ("wann-und-wo", {"quartier_id": "99999999999999999999"}),
        ("finanzierung", {"andere_gefragt": "2"}),
    ):
        assert draft.fill(page, **fields).status_code == 422, page
    assert the_antrag(session).oeffentlich is None


@each(
    ("typed", "plz"),
    [(" 70199", "70199"), ("D-70199", "70199"), ("70199\u200b", "70199"), ("", "")],
)
def test_a_postcode_is_read_whole(draft: Draft, session: Session, typed: str, plz: str) -> None:
    assert draft.fill("wer", plz=typed).status_code == 303
    assert the_applicant(session).plz == plz


@each("typed", ["7019", "701990", "Heslach"])
def test_a_postcode_that_is_none(draft: Draft, typed: str) -> None:
    answer = draft.fill("wer", plz=typed)
    assert answer.status_code == 422
    assert "fünf Ziffern" in answer.text
    assert parse(answer.text).css_first("#plz").attributes["value"] == typed


@each("typed", ["-1", "0", "1,5", "1.5", "zehn", "99999999", "²"])
def test_how_many_people(draft: Draft, typed: str) -> None:
    answer = draft.fill("was", teilnehmende=typed)
    assert answer.status_code == 422
    assert "eine Zahl von 1 bis" in answer.text


def test_an_address_that_is_none(client: PortalClient, fonds: Fonds, draft: Draft) -> None:
    address = f"/fonds/{fonds.slug}/antrag"
    answer = client.post(address, data=sent_by(client.get(address), email="ayla@"))
    assert answer.status_code == 422
    assert "nicht vollständig" in answer.text
    assert draft.fill("wer", email="ayla@@x").status_code == 422


def test_files_where_texts_belong(draft: Draft, session: Session) -> None:
    answer = draft.client.post(
        f"{draft.base}/was", files={"titel": ("titel.txt", b"x", "text/plain")}
    )
    assert answer.status_code == 303
    assert the_antrag(session).titel == ""


def test_line_numbers_that_are_none(draft: Draft) -> None:
    for number in ("x", "-1", "9" * 30, "1%00"):
        answer = draft.client.post(f"{draft.base}/kosten/positionen/{number}/entfernung")
        assert answer.status_code in (303, 404), number
