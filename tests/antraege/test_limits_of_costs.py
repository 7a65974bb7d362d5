"""What a Fonds never pays is not offered, and a limit is told while the plan is filled in."""

import pytest
from sqlmodel import Session, select

from app.antraege.models import Kostenposition
from app.fonds.models import Fonds, FondsKategorie, Kostenkategorie
from tests.antraege.draft import Draft
from tests.support.dom import parse, text_of


@pytest.fixture(autouse=True)
def limits(session: Session, fonds: Fonds) -> None:
    """Food up to 20 percent, and no fees for others."""
    food, fees = Kostenkategorie.verpflegung, Kostenkategorie.honorar
    session.add(FondsKategorie(fonds_id=fonds.id, kategorie=fees, erlaubt=False))
    session.add(
        FondsKategorie(fonds_id=fonds.id, kategorie=food, erlaubt=True, hoechstanteil_prozent=20)
    )
    session.commit()


def test_what_is_never_paid_is_not_offered_and_said(draft: Draft) -> None:
    page = parse(draft.get("kosten").text)
    offered = [o.attributes["value"] for o in page.css("#zeile-kategorie option")]
    assert "verpflegung" in offered
    assert "honorar" not in offered
    hint = text_of(page.css_first("#eingabe"))
    assert "Das bezahlt dieser Topf nicht: Honorar für andere." in hint
    assert "Für „Essen und Trinken“ gibt es höchstens 20 Prozent der Kosten." in hint


def test_what_is_never_paid_is_no_line(draft: Draft, session: Session) -> None:
    answer = draft.cost("Regie", "honorar", "200")
    assert answer.status_code == 422
    assert "Regie" in answer.text
    assert session.exec(select(Kostenposition)).all() == []


def test_a_limit_is_told_with_the_first_line_that_it_concerns(draft: Draft) -> None:
    draft.cost("Brot", "verpflegung", "50")
    told = text_of(parse(draft.get("kosten").text).css_first("[data-regel='R12']"))
    assert "Zu 50,00 EUR gehören mindestens 200,00 EUR für anderes." in told
    draft.cost("Tische", "miete", "300")
    page = draft.get("kosten")
    assert parse(page.text).css("[data-regel='R12']") == []
    assert (
        "„Essen und Trinken“: 50,00 EUR. Mit Ihren übrigen Kosten sind bis zu 75,00 EUR möglich"
        in text_of(parse(page.text).body)
    )


def test_the_rules_on_logos_and_pictures_stand_at_the_tick_and_on_the_page_of_the_fonds(
    draft: Draft,
) -> None:
    for address in (f"{draft.base}/erklaerungen", "/fonds/heslach"):
        page = text_of(parse(draft.client.get(address).text).body)
        assert "„Gefördert aus: Fonds Heslach“" in page
        assert "Bei Kindern sagen die Eltern Ja oder Nein." in page
    declared = draft.get("erklaerungen")
    assert "auch zu Logos und Fotos" in declared.text
    button = parse(declared.text).css_first("button[name=zu][value=logos-und-fotos]")
    assert text_of(button) == "Logos und Fotos"
    left = draft.fill("erklaerungen", zu="logos-und-fotos")
    assert left.headers["location"] == "/fonds/heslach#logos-und-fotos"
    assert 'id="logos-und-fotos"' in draft.client.get("/fonds/heslach").text
