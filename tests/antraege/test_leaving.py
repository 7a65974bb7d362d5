"""Whoever leaves a page of the form loses nothing: every way out saves first, whole or not."""

import pytest
from sqlmodel import Session, select

from app.antraege.models import Finanzierungsposten, Kostenposition, Rohtext
from tests.antraege.draft import Draft, sent_by, the_antrag, the_applicant
from tests.antraege.test_drafts import PAGES
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each

WITH_FORM = PAGES[:7]
LINE = {"zeile-text": "Bühne", "zeile-kategorie": "miete", "zeile-einzelpreis": "100"}


def leave(draft: Draft, page: str, goal: str, **typed: str) -> None:
    answer = draft.fill(page, zu=goal, **typed)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == f"{draft.base}/{goal}"


def values(draft: Draft, page: str) -> dict[str, list[str]]:
    return sent_by(draft.get(page))


def open_texts(draft: Draft) -> list[str]:
    return [text_of(p) for p in parse(draft.get("pruefen").text).css(".offen p")]


@each("page", WITH_FORM)
def test_every_way_to_another_page_is_a_button_of_the_form(draft: Draft, page: str) -> None:
    document = parse(draft.get(page).text)
    assert document.css_first("form#seite") is not None
    inside = [
        a.attributes["href"] or ""
        for a in document.css("main a")
        if draft.base in (a.attributes["href"] or "")
    ]
    assert inside == []
    goals = [b.attributes["value"] for b in document.css("#seiten button[form='seite']")]
    assert goals == list(PAGES)
    first = next(b for b in document.css("button[form='seite'], form#seite button"))
    assert "zu" not in first.attributes.values()


def test_back_and_the_list_of_pages_save_first(draft: Draft, session: Session) -> None:
    leave(draft, "was", "wer", titel="Hoffest", was="Erst Musik.\r\nDann Essen.")
    assert (the_antrag(session).titel, the_antrag(session).was) == (
        "Hoffest",
        "Erst Musik.\nDann Essen.",
    )
    leave(draft, "erklaerungen", "kosten", angaben_richtig="y")
    assert the_antrag(session).angaben_richtig


@each(
    ("page", "name", "typed"),
    [
        ("wer", "telefon", "ruf mich an"),
        ("wer", "email", "ayla@@post"),
        ("wer", "plz", "Heslach"),
        ("was", "titel", "Frühstück " * 30),
        ("was", "was", "Wir essen. " * 700),
        ("was", "teilnehmende", "ungefähr vierzig"),
        ("was", "idee", "die mit den Bänken"),
        ("wann-und-wo", "beginn", "irgendwann im Mai"),
        ("finanzierung", "beantragt_cent", "abc"),
        ("finanzierung", "beantragt_cent", "0"),
    ],
)
def test_what_cannot_be_read_stays_as_it_was_typed(
    draft: Draft, session: Session, page: str, name: str, typed: str
) -> None:
    leave(draft, page, "mit-wem", **{name: typed})
    shown = parse(draft.get(page).text)
    field = shown.css_first(f"[id='{name}']")
    there = field.text(deep=True) if field.tag == "textarea" else field.attributes["value"]
    assert (there or "").strip() == typed.strip()
    assert field.attributes["aria-invalid"] == "true"
    assert field.attributes.get("type") != "date"
    assert any(typed[:40].strip() in text for text in open_texts(draft)), open_texts(draft)
    assert draft.fill(page).status_code == 422
    answer = draft.fill(page, **{name: ""})
    assert answer.status_code == 303
    assert session.exec(select(Rohtext)).all() == []


def test_the_end_before_the_beginning_stays_and_can_be_mended(
    draft: Draft, session: Session
) -> None:
    leave(draft, "wann-und-wo", "was", beginn="2027-03-20", ende="2027-03-19")
    antrag = the_antrag(session)
    assert (str(antrag.beginn), antrag.ende) == ("2027-03-20", None)
    assert values(draft, "wann-und-wo")["ende"] == ["2027-03-19"]
    assert draft.fill("wann-und-wo", ende="2027-03-21").status_code == 303
    assert str(the_antrag(session).ende) == "2027-03-21"


def test_nothing_unread_is_sent(draft: Draft, session: Session) -> None:
    draft.breakfast()
    leave(draft, "was", "pruefen", teilnehmende="ungefähr vierzig")
    answer = draft.client.post(f"{draft.base}/einreichung")
    assert answer.status_code == 422
    assert "„ungefähr vierzig“" in answer.text
    assert draft.fill("was", teilnehmende="40").status_code == 303
    assert draft.submit().status_code == 303


def test_a_reason_that_is_too_long_stays_and_stands_in_the_way(draft: Draft) -> None:
    """A day that comes soon asks for a sentence."""
    page, name = "wann-und-wo", "grund-R08"
    draft.fill(page, beginn="2026-12-20")
    typed = "Der Saal ist nur dann frei. " * 40
    leave(draft, page, "was", **{name: typed})
    assert values(draft, page)[name] == [typed.strip()]
    assert draft.fill(page).status_code == 422
    assert draft.fill(page, **{name: "Der Saal ist nur dann frei."}).status_code == 303
    assert values(draft, page)[name] == ["Der Saal ist nur dann frei."]


def test_half_a_line_waits_for_its_end(draft: Draft, session: Session) -> None:
    leave(draft, "kosten", "was", **{"zeile-text": "Bühne", "zeile-einzelpreis": "hundert"})
    there = values(draft, "kosten")
    assert (there["zeile-text"], there["zeile-einzelpreis"]) == (["Bühne"], ["hundert"])
    assert session.exec(select(Kostenposition)).all() == []
    assert any("Eine Zeile ist angefangen" in text for text in open_texts(draft))
    assert draft.press("kosten", "positionen", **LINE).status_code == 303
    assert values(draft, "kosten")["zeile-text"] == [""]
    assert not any("Eine Zeile ist angefangen" in text for text in open_texts(draft))


def test_half_a_line_goes_when_its_fields_are_emptied(draft: Draft, session: Session) -> None:
    leave(draft, "finanzierung", "was", **{"zeile-text": "Stiftung"})
    assert draft.fill("finanzierung", **{"zeile-text": ""}).status_code == 303
    session.expire_all()
    assert session.exec(select(Rohtext)).all() == []


def test_a_whole_line_is_in_the_plan(draft: Draft, session: Session) -> None:
    leave(draft, "kosten", "was", **LINE)
    assert [row.text for row in session.exec(select(Kostenposition))] == ["Bühne"]
    assert values(draft, "kosten")["zeile-text"] == [""]


def test_taking_out_a_line_keeps_what_is_typed_beside_it(draft: Draft, session: Session) -> None:
    draft.other_money("eigenmittel", "Hofkasse", "50")
    number = session.exec(select(Finanzierungsposten.id)).one()
    typed = {"beantragt_cent": "abc", "verbleib": "Die Bänke", "zeile-text": "Stiftung"}
    draft.press("finanzierung", f"posten/{number}/entfernung", **typed)
    there = values(draft, "finanzierung")
    assert {name: there[name] for name in typed} == {n: [text] for n, text in typed.items()}
    session.expire_all()
    assert session.exec(select(Finanzierungsposten)).all() == []


def test_a_choice_that_nobody_offered_changes_nothing(draft: Draft, session: Session) -> None:
    draft.fill("wer", art="gruppe", person="Ayla Demir")
    leave(draft, "wer", "was", art="koenig", person="Ayla D.")
    assert (the_applicant(session).art, the_applicant(session).person) == ("gruppe", "Ayla D.")


@pytest.mark.parametrize(
    ("goal", "address"),
    [("regeln", "/fonds/heslach#regeln"), ("datenschutz", "/datenschutz")],
)
def test_ticks_are_saved_before_the_rules_are_read(
    draft: Draft, session: Session, goal: str, address: str
) -> None:
    answer = draft.fill("erklaerungen", zu=goal, nicht_doppelt="y")
    assert answer.headers["location"] == address
    assert the_antrag(session).nicht_doppelt


@each("goal", ["//evil.example", "https://evil.example", "unbekannt", "was?x=1", "was#a b"])
def test_no_button_leads_elsewhere(draft: Draft, session: Session, goal: str) -> None:
    assert draft.fill("was", zu=goal, titel="Hoffest").status_code == 404
    assert the_antrag(session).titel == ""


def test_what_is_refused_is_not_called_saved(draft: Draft, now: FixedNow) -> None:
    now.advance(minutes=5)
    refused = draft.fill("finanzierung", beantragt_cent="abc")
    state = text_of(parse(refused.text).css_first("#stand"))
    assert state == "Diese Seite ist noch nicht gespeichert."
    leave(draft, "finanzierung", "finanzierung", beantragt_cent="abc")
    assert "Gespeichert" in text_of(parse(draft.get("finanzierung").text).css_first("#stand"))
