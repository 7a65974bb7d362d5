"""Rules about costs and who pays them: R04, R05, R12, R20, R21, R27."""

import pytest

from app.antraege.models import Antrag, Finanzierungsart, Finanzierungsposten, Zusage
from app.antraege.rules import Lage, Seite
from app.antraege.rules.money import limits_reached
from app.fonds.models import FondsKategorie, Kostenkategorie, Schwere
from tests.antraege.rules.plan import Findings, geld_von, kosten, places


@pytest.mark.parametrize(
    ("limit", "refused"), [(40_001, False), (40_000, False), (39_999, True), (None, False)]
)
def test_r04_maximum(findings: Findings, limit: int | None, refused: bool) -> None:
    found = findings("R04", limit)
    assert places(found) == [(Seite.finanzierung, "beantragt_cent")] * refused
    assert all("399,99" in befund.text for befund in found)


@pytest.mark.parametrize(("limit", "refused"), [(39_999, False), (40_000, False), (40_001, True)])
def test_r05_minimum(findings: Findings, limit: int, refused: bool) -> None:
    assert places(findings("R05", limit)) == [(Seite.finanzierung, "beantragt_cent")] * refused


def food_up_to(percent: int) -> FondsKategorie:
    return FondsKategorie(
        fonds_id=1,
        kategorie=Kostenkategorie.verpflegung,
        erlaubt=True,
        hoechstanteil_prozent=percent,
    )


@pytest.mark.parametrize(("food", "warned"), [(10_000, False), (10_001, True)])
def test_r12_share_of_a_category(
    antrag: Antrag, lage: Lage, findings: Findings, food: int, warned: bool
) -> None:
    lage.fonds.kategorien = [food_up_to(20)]
    antrag.kosten = [kosten(50_000 - food), kosten(food, Kostenkategorie.verpflegung)]
    found = findings("R12")
    assert places(found) == [(Seite.kosten, "kosten")] * warned
    assert all(befund.schwere is Schwere.W for befund in found)
    assert all("100,01" in befund.text for befund in found)


def test_r12_the_amount_it_names_is_one_that_passes(
    antrag: Antrag, lage: Lage, findings: Findings
) -> None:
    """Cutting one category lowers the sum that its share is taken of."""
    lage.fonds.kategorien = [food_up_to(20)]
    antrag.kosten = [kosten(48_000), kosten(30_000, Kostenkategorie.verpflegung)]
    (befund,) = findings("R12")
    assert "120,00" in befund.text
    antrag.kosten[1].einzelpreis_cent = 12_000
    assert findings("R12") == []


def test_r12_where_there_is_nothing_else_it_says_how_much_there_has_to_be(
    antrag: Antrag, lage: Lage, findings: Findings
) -> None:
    lage.fonds.kategorien = [food_up_to(20)]
    antrag.kosten = [kosten(5_001, Kostenkategorie.verpflegung)]
    (befund,) = findings("R12")
    assert "Zu 50,01" in befund.text
    assert "mindestens 200,04" in befund.text
    antrag.kosten.append(kosten(20_004))
    assert findings("R12") == []


@pytest.mark.parametrize(
    ("food", "other", "told"),
    [(10_000, 40_000, True), (10_001, 40_000, False), (100, 0, False), (0, 40_000, False)],
)
def test_a_limit_is_told_as_soon_as_it_concerns(
    antrag: Antrag, lage: Lage, food: int, other: int, told: bool
) -> None:
    """What is above it is the matter of R12."""
    antrag.fonds = lage.fonds
    lage.fonds.kategorien = [food_up_to(20)]
    antrag.kosten = [kosten(cent) for cent in (other,) if cent]
    antrag.kosten += [kosten(cent, Kostenkategorie.verpflegung) for cent in (food,) if cent]
    sentences = limits_reached(antrag)
    assert len(sentences) == told
    assert all("bis zu 100,00" in sentence for sentence in sentences)


def test_r12_a_share_of_nothing_is_a_share_too(
    antrag: Antrag, lage: Lage, findings: Findings
) -> None:
    lage.fonds.kategorien = [food_up_to(0)]
    antrag.kosten = [kosten(49_999), kosten(1, Kostenkategorie.verpflegung)]
    (befund,) = findings("R12")
    assert befund.schwere is Schwere.W


def test_r12_category_that_is_never_paid(antrag: Antrag, lage: Lage, findings: Findings) -> None:
    lage.fonds.kategorien = [
        FondsKategorie(fonds_id=1, kategorie=Kostenkategorie.honorar, erlaubt=False)
    ]
    assert findings("R12") == []
    antrag.kosten = [kosten(49_999), kosten(1, Kostenkategorie.honorar)]
    (befund,) = findings("R12")
    assert befund.schwere is Schwere.B
    assert "Honorar" in befund.text


@pytest.mark.parametrize(
    ("asked", "lines", "feld"),
    [
        (True, [], "andere_gefragt"),
        (False, [geld_von(100)], "andere_gefragt"),
        (True, [geld_von(10_000)], None),
        (True, [geld_von(10_001)], "beantragt_cent"),
        (True, [geld_von(10_001, zusage=Zusage.abgelehnt)], None),
        (True, [geld_von(10_001, zusage=Zusage.bewilligt)], "beantragt_cent"),
    ],
)
def test_r20_double_funding(
    antrag: Antrag,
    findings: Findings,
    asked: bool,
    lines: list[Finanzierungsposten],
    feld: str | None,
) -> None:
    antrag.andere_gefragt, antrag.finanzierung = asked, lines
    assert places(findings("R20")) == ([(Seite.finanzierung, feld)] if feld else [])


def test_r20_wants_the_declaration(antrag: Antrag, findings: Findings) -> None:
    antrag.nicht_doppelt = False
    assert places(findings("R20")) == [(Seite.erklaerungen, "nicht_doppelt")]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([geld_von(9_999, Finanzierungsart.eigenmittel)], "fehlen noch 0,01"),
        ([geld_von(10_001, Finanzierungsart.einnahmen)], "0,01\u202fEUR höher"),
        ([geld_von(10_000, Finanzierungsart.eigenleistung)], "fehlen noch 100,00"),
        ([geld_von(10_000, zusage=Zusage.abgelehnt)], "fehlen noch 100,00"),
        ([geld_von(10_000, zusage=Zusage.beantragt)], None),
    ],
)
def test_r21_balance(
    antrag: Antrag, findings: Findings, lines: list[Finanzierungsposten], says: str | None
) -> None:
    antrag.finanzierung = lines
    found = findings("R21")
    assert places(found) == [(Seite.finanzierung, "beantragt_cent")] * bool(says)
    assert all(str(says) in befund.text for befund in found)


@pytest.mark.parametrize(("free", "found"), [(40_000, False), (39_999, True), (-1, True)])
def test_r27_budget(findings: Findings, free: int, found: bool) -> None:
    at_submission = findings("R27", verfuegbar_cent=free)
    at_approval = findings("R27", verfuegbar_cent=free, bei_freigabe=True)
    assert [befund.schwere for befund in at_submission] == [Schwere.W] * found
    assert [befund.schwere for befund in at_approval] == [Schwere.B] * found
