"""A rule about two pages speaks on both when either is saved, with a link to where it stands."""

import pytest
from selectolax.lexbor import LexborNode
from sqlmodel import Session

from app.antraege.models import Regelbegruendung
from app.fonds.models import Fonds, Fondsregel, Schwere
from tests.antraege.draft import Draft, the_antrag
from tests.support.dom import parse, text_of

UNBALANCED = "Kosten und Geld gehen nicht auf"


def summary_links(draft: Draft, address: str) -> list[LexborNode]:
    """Also the buttons that save the page before they lead to another."""
    return parse(draft.client.get(address).text).css("[data-error-summary] :is(a, button)")


def held(draft: Draft, page: str, **fields: str) -> list[LexborNode]:
    """The page is saved and comes back once, with these messages."""
    answer = draft.fill(page, **fields)
    assert answer.headers["location"] == f"{draft.base}/{page}?nachsehen=1"
    return summary_links(draft, answer.headers["location"])


def leads_to(draft: Draft, link: LexborNode, page: str, target: str) -> None:
    assert link.attributes["form"] == "seite"
    assert link.attributes["value"] == f"{page}#{target}"
    assert parse(draft.get(page).text).css_first(f"main form [id='{target}']") is not None


def test_costs_and_money_are_told_on_both_pages(draft: Draft) -> None:
    draft.breakfast()
    answer = draft.cost("Bühne", "miete", "100")
    assert [text_of(a) for a in summary_links(draft, answer.headers["location"])] == [
        f"Geld – {UNBALANCED}: Es fehlen noch 100,00 EUR bis zu den Kosten. "
        "Tragen Sie ein, wer sie bezahlt."
    ]
    (link,) = held(draft, "kosten")
    leads_to(draft, link, "finanzierung", "beantragt_cent")
    (there,) = held(draft, "finanzierung")
    assert UNBALANCED in text_of(there)
    assert there.attributes["href"] == "#beantragt_cent"
    assert (
        draft.fill("finanzierung", beantragt_cent="580,50")
        .headers["location"]
        .endswith("/erklaerungen")
    )
    assert draft.fill("kosten").headers["location"].endswith("/finanzierung")


def test_a_page_that_does_not_fit_can_be_left(draft: Draft) -> None:
    draft.breakfast().cost("Bühne", "miete", "100")
    page = draft.client.get(draft.fill("kosten").headers["location"])
    onward = parse(page.text).css_first("main form .knoepfe button[name='zu']")
    assert onward.attributes["value"] == "finanzierung"


def test_what_comes_first_does_not_wait_for_the_other_page(draft: Draft) -> None:
    draft.cost("Tische", "miete", "300")
    assert summary_links(draft, f"{draft.base}/kosten") == []
    assert draft.fill("kosten").headers["location"].endswith("/finanzierung")


def test_a_line_that_comes_by_the_script_tells_it_as_well(draft: Draft) -> None:
    draft.breakfast()
    line = {"zeile-text": "Bühne", "zeile-kategorie": "miete", "zeile-einzelpreis": "100"}
    add = "button[formaction$='/positionen']"
    swapped = draft.client.swap(draft.get("kosten"), add, line)
    assert UNBALANCED in text_of(swapped.document.css_first("[data-error-summary]"))
    refused = draft.client.swap(draft.get("kosten"), add, {"zeile-text": "Nur Text"})
    assert UNBALANCED in text_of(refused.document.css_first("[data-error-summary]"))


def test_too_much_from_others_is_told_where_the_costs_are(draft: Draft) -> None:
    draft.breakfast()
    draft.fill("finanzierung", andere_gefragt="ja", beantragt_cent="430,50")
    draft.other_money("drittmittel", "Stiftung", "50", **{"zeile-zusage": "beantragt"})
    first = parse(draft.get("kosten").text).css_first("button[formaction$='/entfernung']")
    draft.client.post(first.attributes["formaction"] or "")
    doubled, unbalanced = held(draft, "kosten")
    assert "Anderes Geld für dieselben Kosten" in text_of(doubled)
    assert UNBALANCED in text_of(unbalanced)
    (declared,) = held(draft, "erklaerungen")
    leads_to(draft, declared, "finanzierung", "beantragt_cent")


def test_what_is_about_the_answer_alone_leaves_the_costs_in_peace(draft: Draft) -> None:
    draft.breakfast().fill("finanzierung", andere_gefragt="ja")
    assert draft.fill("kosten").headers["location"].endswith("/finanzierung")
    (declared,) = held(draft, "erklaerungen")
    leads_to(draft, declared, "finanzierung", "andere_gefragt-0")


def test_the_beginning_is_told_beside_the_word_that_nothing_has_begun(draft: Draft) -> None:
    held(draft, "wann-und-wo", beginn="2026-11-01")
    assert summary_links(draft, f"{draft.base}/erklaerungen") == []
    (link,) = held(draft, "erklaerungen", nicht_begonnen="y")
    assert "Wann und wo – Beginnt vor der Entscheidung" in text_of(link)
    leads_to(draft, link, "wann-und-wo", "beginn")


@pytest.mark.parametrize("reason", ["", "Den Rest zahlt noch jemand."])
def test_where_a_sentence_is_enough_the_link_leads_to_it(
    draft: Draft, session: Session, fonds: Fonds, reason: str
) -> None:
    draft.breakfast().cost("Bühne", "miete", "100")
    session.get_one(Fondsregel, (fonds.id, "R21")).schwere = Schwere.W
    session.commit()
    if reason:
        row = Regelbegruendung(antrag_id=the_antrag(session).id, regel="R21", text=reason)
        session.add(row)
    session.commit()
    links = summary_links(draft, f"{draft.base}/kosten")
    assert len(links) == (not reason)
    for link in links:
        leads_to(draft, link, "finanzierung", "grund-R21")
