"""Lines of the plans: added and taken out by plain buttons, and by swapping the same partial."""

import pytest
from sqlmodel import Session, select

from app.antraege.models import Finanzierungsposten, Kostenposition, Zusage
from tests.antraege.draft import Draft, the_antrag
from tests.support.dom import parse, text_of
from tests.support.each import each

ADD_COST = "button[formaction$='/positionen']"
ADD_MONEY = "button[formaction$='/posten']"
REMOVE = "button[formaction$='/entfernung']"


def amounts(session: Session) -> list[int]:
    session.expire_all()
    rows = session.exec(select(Kostenposition).order_by(Kostenposition.id))  # type: ignore[arg-type]
    return [row.betrag_cent for row in rows]


def test_lines_come_and_go_without_the_script(draft: Draft, session: Session) -> None:
    for line in (("Tische", "miete", "300"), ("Brot", "verpflegung", "1.230,50")):
        answer = draft.cost(*line)
        assert answer.headers["location"] == f"{draft.base}/kosten"
    page = draft.get("kosten")
    assert "1.530,50" in page.text
    button = parse(page.text).css_first(REMOVE)
    assert button.attributes["aria-label"] == "Entfernen: Tische"
    draft.client.post(button.attributes["formaction"] or "")
    assert amounts(session) == [123_050]


def test_a_line_that_was_begun_is_added_by_going_on(draft: Draft, session: Session) -> None:
    line = {"zeile-text": "Tische", "zeile-kategorie": "miete", "zeile-einzelpreis": "300"}
    assert draft.fill("kosten", **line).headers["location"].endswith("/finanzierung")
    assert amounts(session) == [30_000]


@pytest.mark.parametrize("address", ["", "/positionen"])
def test_half_a_line_is_refused_and_kept(draft: Draft, session: Session, address: str) -> None:
    answer = draft.fill(f"kosten{address}" if not address else "kosten", **{"zeile-text": "Tische"})
    assert answer.status_code == 422
    assert 'value="Tische"' in answer.text
    assert "Bitte schreiben Sie, wie viel es kostet." in answer.text
    assert amounts(session) == []


def test_the_button_wants_a_line(draft: Draft) -> None:
    answer = draft.press("kosten", "positionen")
    assert answer.status_code == 422
    assert "Bitte schreiben Sie, was Geld kostet." in answer.text


def test_the_address_of_a_refused_button_can_be_opened_again(draft: Draft) -> None:
    for address in ("kosten/positionen", "finanzierung/posten", "finanzierung/abgleich"):
        answer = draft.get(address)
        assert answer.headers["location"] == f"{draft.base}/{address.split('/')[0]}"


def test_taking_out_twice_is_no_mistake(draft: Draft, session: Session) -> None:
    draft.cost("Tische", "miete", "300")
    button = parse(draft.get("kosten").text).css_first(REMOVE)
    for _ in range(2):
        assert draft.client.post(button.attributes["formaction"] or "").status_code == 303
    assert amounts(session) == []


def test_several_of_one_kind_are_multiplied(draft: Draft, session: Session) -> None:
    draft.cost("Klappstühle", "anschaffung", "12,50", **{"zeile-anzahl": "4"})
    page = draft.get("kosten")
    assert "4 × 12,50" in text_of(parse(page.text).css_first("#kosten"))
    assert "50,00" in text_of(parse(page.text).css_first(".posten__summe"))
    assert "4 × 12,50" in text_of(parse(draft.get("pruefen").text).css_first("main"))
    assert amounts(session) == [5_000]


def test_without_a_number_it_is_one(draft: Draft, session: Session) -> None:
    draft.cost("Saal", "miete", "180", **{"zeile-anzahl": ""})
    (line,) = session.exec(select(Kostenposition)).all()
    assert (line.anzahl, line.betrag_cent) == (1, 18_000)
    assert "×" not in draft.get("kosten").text


@each(
    ("anzahl", "preis", "told"),
    [
        ("0", "5", "eine Zahl von 1 bis 9999"),
        ("2,5", "5", "eine Zahl von 1 bis 9999"),
        ("10000", "5", "eine Zahl von 1 bis 9999"),
        ("9999", "9.999.999,99", "Zusammen ist das zu viel"),
        ("3", "", "wie viel es kostet"),
    ],
)
def test_numbers_that_make_no_line_are_refused_and_kept(
    draft: Draft, session: Session, anzahl: str, preis: str, told: str
) -> None:
    answer = draft.cost("Bank", "anschaffung", preis, **{"zeile-anzahl": anzahl})
    assert answer.status_code == 422
    assert told in answer.text
    field = parse(answer.text).css_first("#zeile-anzahl")
    assert field.attributes["value"] == anzahl
    assert amounts(session) == []


def test_only_a_number_is_half_a_line(draft: Draft, session: Session) -> None:
    assert draft.fill("kosten").status_code == 303
    assert draft.fill("kosten", **{"zeile-anzahl": "4"}).status_code == 422


def test_a_line_is_multiplied_while_it_is_typed(draft: Draft, session: Session) -> None:
    page = draft.get("kosten")
    for anzahl, preis, told in (
        ("4", "12,50", "Das macht zusammen 50,00"),
        ("", "12,50", "Das macht zusammen 12,50"),
        ("vier", "12,50", ""),
        ("4", "ungefähr 10", ""),
        ("9999", "9" * 400, ""),
    ):
        typed = {"zeile-anzahl": anzahl, "zeile-einzelpreis": preis}
        live = draft.client.swap(page, "#zeile-einzelpreis", typed, ignore=("#rechnung",))
        shown = text_of(parse(live.response.text).css_first("#rechnung"))
        assert shown.startswith(told) if told else shown == "", (anzahl, preis)
    answer = draft.get("kosten/rechnung?zeile-anzahl=4&zeile-einzelpreis=12,50")
    assert answer.headers["location"] == f"{draft.base}/kosten"
    assert amounts(session) == []


def test_swapping_lines_gives_the_page_as_loaded(draft: Draft, session: Session) -> None:
    line = {"zeile-text": "Tische", "zeile-kategorie": "miete", "zeile-einzelpreis": "300"}
    swapped = draft.client.swap(draft.get("kosten"), ADD_COST, line)
    assert text_of(swapped.document.css_first("[data-announce]")).startswith(
        "Kosten zusammen 300,00"
    )
    draft.client.swap(draft.get("kosten"), REMOVE)
    assert amounts(session) == []
    refused = draft.client.swap(draft.get("kosten"), ADD_COST, {"zeile-text": "Nur Text"})
    assert refused.response.status_code == 422
    assert refused.document.css_first("[data-error-summary]") is not None


def test_swapping_other_money_keeps_what_was_typed_beside_it(
    draft: Draft, session: Session
) -> None:
    draft.cost("Tische", "miete", "300")
    typed = {"beantragt_cent": "250", "andere_gefragt": "nein"}
    line = {"zeile-art": "eigenmittel", "zeile-text": "Hofkasse", "zeile-betrag": "50"}
    swapped = draft.client.swap(draft.get("finanzierung"), ADD_MONEY, typed | line)
    assert "Es geht genau auf." in text_of(swapped.document.css_first("#abgleich"))
    removed = draft.client.swap(draft.get("finanzierung"), REMOVE, {"beantragt_cent": "300"})
    assert "Es geht genau auf." in text_of(removed.document.css_first("#abgleich"))
    assert the_antrag(session).beantragt_cent == 30_000


def test_sums_follow_the_amount_while_it_is_typed(draft: Draft, session: Session) -> None:
    draft.cost("Tische", "miete", "300")
    draft.fill("finanzierung", beantragt_cent="200")
    page = draft.get("finanzierung")
    same = draft.client.swap(page, "#beantragt_cent", {"beantragt_cent": "200"})
    assert "Es fehlen noch 100,00" in text_of(same.document.css_first("#abgleich"))
    for typed, told in (
        ("1.300,00", "Das sind 1.000,00"),
        ("300", "Es geht genau auf."),
        ("ungefähr 200", "Es fehlen noch 300,00"),
        ("9" * 400, "Es fehlen noch 300,00"),
    ):
        live = draft.client.swap(
            page, "#beantragt_cent", {"beantragt_cent": typed}, ignore=("#abgleich",)
        )
        assert told in live.response.text, typed
    assert the_antrag(session).beantragt_cent == 20_000


def test_counting_anew_saves_the_amount_without_the_script(draft: Draft, session: Session) -> None:
    draft.cost("Tische", "miete", "300")
    answer = draft.press("finanzierung", "abgleich", beantragt_cent="200")
    assert answer.headers["location"] == f"{draft.base}/finanzierung"
    assert the_antrag(session).beantragt_cent == 20_000


def test_money_of_others_tells_whether_it_is_promised(draft: Draft, session: Session) -> None:
    refused = draft.other_money("drittmittel", "Stiftung", "100")
    assert refused.status_code == 422
    assert "ob das Geld schon zugesagt ist" in refused.text
    draft.other_money("drittmittel", "Stiftung", "100", **{"zeile-zusage": "beantragt"})
    draft.other_money("eigenmittel", "Hofkasse", "50", **{"zeile-zusage": "beantragt"})
    rows = session.exec(select(Finanzierungsposten).order_by(Finanzierungsposten.id)).all()  # type: ignore[arg-type]
    assert [row.zusage for row in rows] == [Zusage.beantragt, None]


def test_a_plan_does_not_grow_without_end(draft: Draft, session: Session) -> None:
    antrag = the_antrag(session)
    for number in range(60):
        session.add(
            Kostenposition(
                antrag_id=antrag.id, kategorie="material", text=f"{number}", einzelpreis_cent=1
            )
        )
    session.commit()
    answer = draft.cost("Noch etwas", "material", "1")
    assert answer.status_code == 422
    assert "60 Zeilen" in answer.text
    assert 'value="Noch etwas"' in answer.text
