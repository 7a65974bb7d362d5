"""The whole Antrag in words: the same before sending and, read again, after it."""

from collections.abc import Callable

import pytest
from httpx import Response
from sqlmodel import Session

from app.antraege.models import Angebot, Kostenposition, Regelbegruendung
from tests.antraege.draft import Draft, the_antrag
from tests.support.dom import parse, text_of
from tests.support.factories import eine_datei

Told = list[tuple[str, str]]


def checked(draft: Draft) -> Response:
    return draft.get("pruefen")


def sent(draft: Draft) -> Response:
    assert draft.submit().status_code == 303
    return draft.client.get(draft.base)


both = pytest.mark.parametrize("page", [checked, sent])


def told(page: Response, section: str) -> Told:
    """Word and value, in their order."""
    assert page.status_code == 200
    rows = parse(page.text).css(f"section[aria-labelledby='teil-{section}'] dl > div")
    return [(text_of(row.css_first("dt")), plain(row.css_first("dd"))) for row in rows]


def plain(node) -> str:  # type: ignore[no-untyped-def]
    return text_of(node).replace("\u202f", " ").replace("\xa0", " ")


@both
def test_own_work_stands_below_the_sum_and_is_marked(
    draft: Draft, page: Callable[[Draft], Response]
) -> None:
    draft.breakfast()
    draft.other_money("eigenleistung", "Aufbau zu sechst", "120")
    pairs = told(page(draft), "finanzierung")
    words = [word for word, _ in pairs]
    assert ("Geld zusammen", "530,50 EUR") in pairs
    assert ("Kosten zusammen", "530,50 EUR") in pairs
    work = "120,00 EUR · Eigene Arbeit (nur zur Information)"
    assert ("Aufbau zu sechst", work) in pairs
    assert words.index("Hofkasse") < words.index("Geld zusammen") < words.index("Aufbau zu sechst")


@both
def test_what_became_of_asking_others(draft: Draft, page: Callable[[Draft], Response]) -> None:
    draft.breakfast()
    money = {"beantragt_cent": "430,50", "andere_gefragt": "ja", "vorschuss_noetig": "nein"}
    draft.fill("finanzierung", **money)
    for text, state in (("Stiftung", "bewilligt"), ("Bank", "beantragt"), ("Verband", "abgelehnt")):
        amount = {"Stiftung": "30", "Bank": "20", "Verband": "75"}[text]
        answer = draft.other_money("drittmittel", text, amount, **{"zeile-zusage": state})
        assert answer.status_code == 303
    pairs = told(page(draft), "finanzierung")
    assert ("Stiftung", "30,00 EUR · Geld von anderen Stellen · Zugesagt") in pairs
    assert ("Bank", "20,00 EUR · Geld von anderen Stellen · Gefragt, noch keine Antwort") in pairs
    refused = "75,00 EUR · Geld von anderen Stellen · Abgelehnt, zählt nicht mit"
    assert ("Verband", refused) in pairs
    assert ("Geld zusammen", "530,50 EUR") in pairs


@both
def test_costs_name_their_category_and_offers_their_line(
    draft: Draft, session: Session, page: Callable[[Draft], Response]
) -> None:
    draft.breakfast()
    antrag = the_antrag(session)
    session.refresh(antrag, ["kosten"])
    line = next(row for row in antrag.kosten if row.text.startswith("Tische"))
    offer = eine_datei(session, antrag, name="Verleih.pdf")
    eine_datei(session, antrag, name="Hof.pdf", zweck="plan")
    session.add(Angebot(datei_id=offer.id, kostenposition_id=line.id))
    session.commit()
    answer = page(draft)
    assert ("Brot, Käse, Obst", "230,50 EUR · Essen und Trinken") in told(answer, "kosten")
    assert told(answer, "anlagen") == [
        ("Verleih.pdf", "Angebot oder Preis · Gehört zu: Tische und Bänke ausleihen"),
        ("Hof.pdf", "Plan oder Skizze"),
    ]


def test_several_pieces_keep_their_sum_beside_the_category(draft: Draft, session: Session) -> None:
    session.add(
        Kostenposition(
            antrag_id=the_antrag(session).id,
            kategorie="material",
            text="Kerzen",
            anzahl=4,
            einzelpreis_cent=1_250,
        )
    )
    session.commit()
    (_word, value), *_rest = told(checked(draft), "kosten")
    assert value.startswith("4 × 12,50 EUR = 50,00 EUR · ")


@both
def test_declarations_are_listed_in_their_own_words(
    draft: Draft, page: Callable[[Draft], Response]
) -> None:
    draft.breakfast()
    pairs = told(page(draft), "erklaerungen")
    assert [value for _, value in pairs] == ["Bestätigt"] * 5
    assert "Niemand sonst bezahlt uns dieselben Kosten." in [word for word, _ in pairs]


def test_a_declaration_that_is_missing_is_told_as_open(draft: Draft) -> None:
    draft.breakfast()
    some = {"nicht_begonnen": "y", "nicht_doppelt": "y", "angaben_richtig": "y"}
    data = {"richtlinie_gelesen": "y", **some}
    draft.client.post(f"{draft.base}/erklaerungen", data=data)
    pairs = dict(told(checked(draft), "erklaerungen"))
    assert pairs["Wir haben gelesen, was mit unseren Daten passiert."] == "Noch offen"


@both
def test_reasons_are_part_of_what_is_sent(
    draft: Draft, session: Session, page: Callable[[Draft], Response]
) -> None:
    draft.breakfast()
    reason = "Der Hof ist nur an diesem Tag frei."
    session.add(Regelbegruendung(antrag_id=the_antrag(session).id, regel="R08", text=reason))
    session.commit()
    pairs = told(page(draft), "wann-und-wo")
    assert reason in [value for word, value in pairs if word.startswith("Begründung: ")]
