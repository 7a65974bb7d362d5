"""The eligibility rules: one short test each, with boundaries, parameters and severities."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.antraege.models import (
    Antrag,
    Antragsteller,
    Finanzierungsart,
    Finanzierungsposten,
    Kostenposition,
    Regelbegruendung,
    Zusage,
)
from app.antraege.rules import REGELN, Befund, Lage, Parameter, Seite, in_words, pruefe
from app.antraege.rules.base import regel
from app.fonds.models import (
    Antragstellerart,
    Entscheidungsart,
    Fonds,
    FondsAntragstellerart,
    Fondsart,
    FondsKategorie,
    Fondsregel,
    Kostenkategorie,
    Schwere,
)
from app.quartiere.models import Quartier
from tests.support.clock import FixedNow

HEUTE = date(2026, 11, 24)
HESLACH = Quartier(id=1, slug="heslach", name="Heslach", stadtbezirk_id=1)


def kosten(cent: int, kategorie: Kostenkategorie = Kostenkategorie.material) -> Kostenposition:
    return Kostenposition(antrag_id=1, kategorie=kategorie, text="Etwas", einzelpreis_cent=cent)


def geld_von(
    cent: int, art: Finanzierungsart = Finanzierungsart.drittmittel, zusage: Zusage | None = None
) -> Finanzierungsposten:
    if art is Finanzierungsart.drittmittel:
        zusage = zusage or Zusage.beantragt
    return Finanzierungsposten(
        antrag_id=1, art=art, text="Stiftung", betrag_cent=cent, zusage=zusage
    )


@pytest.fixture
def lage() -> Lage:
    fonds = Fonds(
        id=1,
        slug="topf",
        name="Topf",
        art=Fondsart.quartiersfonds,
        entscheidungsart=Entscheidungsart.bezirksvorsteher,
        stadtbezirk_id=1,
    )
    fonds.quartiere = [HESLACH]
    fonds.antragstellerarten = [
        FondsAntragstellerart(fonds_id=1, art=Antragstellerart.gruppe),
        FondsAntragstellerart(fonds_id=1, art=Antragstellerart.privatperson),
    ]
    return Lage(fonds=fonds, heute=HEUTE, verfuegbar_cent=100_000)


@pytest.fixture
def antrag(now: FixedNow) -> Antrag:
    """Complete, and within every rule of this file."""
    row = Antrag(
        vorgang_id=1,
        vorgangsnummer="A-2026-00001",
        fonds_id=1,
        fondsjahr_id=1,
        quartier_id=1,
        titel="Frühstück",
        kurz="Ein Frühstück für alle.",
        was="Wir decken eine lange Tafel.",
        beginn=HEUTE + timedelta(days=60),
        beantragt_cent=40_000,
        andere_gefragt=False,
        nicht_begonnen=True,
        angaben_richtig=True,
        nicht_doppelt=True,
        richtlinie_gelesen=True,
        datenschutz_gelesen=True,
        angelegt_am=now,
        geaendert_am=now,
    )
    row.antragsteller = Antragsteller(
        antrag_id=1,
        art=Antragstellerart.gruppe,
        gruppe="Hofgemeinschaft",
        person="Ayla Demir",
        email="ayla@post.example",
        alter_bestaetigt=True,
    )
    row.kosten = [kosten(50_000)]
    row.finanzierung = [geld_von(10_000, Finanzierungsart.eigenmittel)]
    return row


Findings = Callable[..., list[Befund]]


@pytest.fixture
def findings(antrag: Antrag, lage: Lage) -> Findings:
    """`findings("R04", 50_000)`: judged by this one rule alone."""

    def judge(kennung: str, wert: int | None = None, **changes: Any) -> list[Befund]:
        schwere = changes.pop("schwere", REGELN[kennung].schwere)
        row = Fondsregel(fonds_id=1, regel=kennung, schwere=schwere, wert=wert)
        lage.fonds.regeln = [row]
        return pruefe(antrag, replace(lage, **changes))

    return judge


def places(found: list[Befund]) -> list[tuple[Seite, str]]:
    return [(befund.seite, befund.feld) for befund in found]


@pytest.mark.parametrize("kennung", sorted(REGELN))
def test_a_good_antrag_passes(findings: Findings, kennung: str) -> None:
    assert findings(kennung) == []


def test_a_rule_without_a_row_does_not_apply(antrag: Antrag, lage: Lage) -> None:
    antrag.beantragt_cent, antrag.quartier_id = 9_999_999, 4711
    assert pruefe(antrag, lage) == []


def test_r01_area(antrag: Antrag, findings: Findings) -> None:
    antrag.quartier_id = 2
    (befund,) = findings("R01")
    assert (befund.seite, befund.feld, befund.schwere) == (
        Seite.wann_wo,
        "quartier_id",
        Schwere.B,
    )
    assert "Heslach" in befund.text


def test_r02_applicant(antrag: Antrag, findings: Findings) -> None:
    antrag.antragsteller.art, antrag.deminimis_cent = Antragstellerart.unternehmen, 0
    (befund,) = findings("R02")
    assert places([befund]) == [(Seite.wer, "art")]
    assert "Unternehmen" in befund.text


def test_r03_age(antrag: Antrag, findings: Findings) -> None:
    antrag.antragsteller.alter_bestaetigt = False
    assert "mindestens 16 Jahre" in findings("R03")[0].text
    assert "mindestens 14 Jahre" in findings("R03", 14)[0].text


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


@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, True), (1, False)])
def test_r07_not_started(antrag: Antrag, findings: Findings, days: int, refused: bool) -> None:
    antrag.beginn = HEUTE + timedelta(days=days)
    found = findings("R07")
    assert places(found) == [(Seite.wann_wo, "beginn")] * refused
    assert all("24. November 2026" in befund.text for befund in found)


@pytest.mark.parametrize(("days", "refused"), [(21, True), (22, True), (23, False)])
def test_r07_not_before_the_meeting_that_decides(
    antrag: Antrag, findings: Findings, days: int, refused: bool
) -> None:
    antrag.beginn = HEUTE + timedelta(days=days)
    found = findings("R07", sitzung=HEUTE + timedelta(days=22))
    assert places(found) == [(Seite.wann_wo, "beginn")] * refused
    assert all("frühestens am 16. Dezember 2026" in befund.text for befund in found)


def test_r07_wants_the_declaration(antrag: Antrag, findings: Findings) -> None:
    antrag.nicht_begonnen = False
    assert places(findings("R07")) == [(Seite.erklaerungen, "nicht_begonnen")]


@pytest.mark.parametrize(
    ("days", "lead", "warned"),
    [(41, None, True), (42, None, False), (13, 14, True), (14, 14, False), (0, None, False)],
)
def test_r08_lead_time(
    antrag: Antrag, findings: Findings, days: int, lead: int | None, warned: bool
) -> None:
    """What begins today or earlier is the matter of R07."""
    antrag.beginn = HEUTE + timedelta(days=days)
    found = findings("R08", lead)
    assert places(found) == [(Seite.wann_wo, "beginn")] * warned
    assert all(befund.schwere is Schwere.W for befund in found)


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


def test_r25_open_duties(findings: Findings) -> None:
    (befund,) = findings("R25", offene_pflichten=1)
    assert (befund.seite, befund.schwere) == (Seite.wer, Schwere.B)
    assert "Quartiersbüro" in befund.text


@pytest.mark.parametrize(("free", "found"), [(40_000, False), (39_999, True), (-1, True)])
def test_r27_budget(findings: Findings, free: int, found: bool) -> None:
    at_submission = findings("R27", verfuegbar_cent=free)
    at_approval = findings("R27", verfuegbar_cent=free, bei_freigabe=True)
    assert [befund.schwere for befund in at_submission] == [Schwere.W] * found
    assert [befund.schwere for befund in at_approval] == [Schwere.B] * found


def test_the_fonds_decides_on_the_severity(antrag: Antrag, findings: Findings) -> None:
    antrag.beginn = HEUTE + timedelta(days=3)
    for schwere, blocks in ((Schwere.B, True), (Schwere.W, True), (Schwere.I, False)):
        (befund,) = findings("R08", schwere=schwere)
        assert (befund.schwere, befund.blocks) == (schwere, blocks)


def test_a_warning_is_answered_by_a_sentence(antrag: Antrag, findings: Findings) -> None:
    antrag.beginn = HEUTE + timedelta(days=3)
    antrag.begruendungen = [Regelbegruendung(antrag_id=1, regel="R08", text="Es ist Maifest.")]
    (befund,) = findings("R08")
    assert (befund.begruendung, befund.blocks) == ("Es ist Maifest.", False)
    assert findings("R08", schwere=Schwere.B)[0].blocks


def test_what_is_missing_comes_in_the_order_of_the_form(lage: Lage, now: FixedNow) -> None:
    empty = Antrag(
        vorgang_id=1,
        vorgangsnummer="A-1",
        fonds_id=1,
        fondsjahr_id=1,
        angelegt_am=now,
        geaendert_am=now,
    )
    empty.antragsteller = Antragsteller(antrag_id=1)
    lage.fonds.regeln = [
        Fondsregel(fonds_id=1, regel=kennung, schwere=REGELN[kennung].schwere) for kennung in REGELN
    ]
    found = pruefe(empty, lage)
    order = list(Seite)
    assert [befund.seite for befund in found] == sorted(
        (befund.seite for befund in found), key=order.index
    )
    assert all(befund.blocks and befund.text.endswith(".") for befund in found)
    # One finding a field: nobody is scolded twice for the same gap.
    assert len({(b.seite, b.feld) for b in found}) == len(found)
    assert {b.feld for b in found} >= {"art", "person", "titel", "kosten", "beantragt_cent"}


@pytest.mark.parametrize(
    ("art", "gruppe", "missing"),
    [
        (Antragstellerart.privatperson, "", False),
        (Antragstellerart.gruppe, "", True),
        (Antragstellerart.verein, "Verein", False),
    ],
)
def test_who_stands_for_others_names_them(
    antrag: Antrag, lage: Lage, art: Antragstellerart, gruppe: str, missing: bool
) -> None:
    antrag.antragsteller.art, antrag.antragsteller.gruppe = art, gruppe
    assert places(pruefe(antrag, lage)) == [(Seite.wer, "gruppe")] * missing


def test_mail_or_phone_is_enough(antrag: Antrag, lage: Lage) -> None:
    antrag.antragsteller.email, antrag.antragsteller.telefon = "", "0711 1234567"
    assert pruefe(antrag, lage) == []
    antrag.antragsteller.telefon = ""
    assert places(pruefe(antrag, lage)) == [(Seite.wer, "email")]


@pytest.mark.parametrize("art", Antragstellerart)
def test_only_undertakings_tell_their_state_aid(
    antrag: Antrag, lage: Lage, art: Antragstellerart
) -> None:
    antrag.antragsteller.art = art
    asked = [(Seite.erklaerungen, "deminimis_cent")] * (art is Antragstellerart.unternehmen)
    assert places(pruefe(antrag, lage)) == asked
    antrag.deminimis_cent = 0
    assert pruefe(antrag, lage) == []


def test_the_rules_in_plain_words(lage: Lage) -> None:
    lage.fonds.regeln = [
        Fondsregel(fonds_id=1, regel="R08", schwere=Schwere.W, wert=28),
        Fondsregel(fonds_id=1, regel="R04", schwere=Schwere.B, wert=60_000),
        Fondsregel(fonds_id=1, regel="R12", schwere=Schwere.W),
        Fondsregel(fonds_id=1, regel="R99", schwere=Schwere.B),
    ]
    maximum, lead = in_words(lage.fonds)
    assert maximum == "Sie können höchstens 600,00\u202fEUR beantragen."
    assert "4 Wochen vor dem Beginn" in lead
    assert lead.endswith("schreiben Sie uns im Antrag, warum.")


def test_every_rule_can_be_told(lage: Lage) -> None:
    lage.fonds.kategorien = [
        FondsKategorie(
            fonds_id=1,
            kategorie=Kostenkategorie.verpflegung,
            erlaubt=True,
            hoechstanteil_prozent=20,
        ),
        FondsKategorie(fonds_id=1, kategorie=Kostenkategorie.honorar, erlaubt=False),
    ]
    lage.fonds.regeln = [
        Fondsregel(fonds_id=1, regel=kennung, schwere=Schwere.B) for kennung in REGELN
    ]
    sentences = in_words(lage.fonds)
    assert len(sentences) == len(REGELN) + 1 == 13
    assert all(satz.endswith(".") and "%(" not in satz for satz in sentences)
    assert "Für „Essen und Trinken“ gibt es höchstens 20 Prozent der Kosten." in sentences
    assert "Das bezahlt dieser Topf nicht: Honorar für andere." in sentences
    assert "Einen Antrag stellen dürfen einzelne Menschen und Gruppen ohne Verein." in sentences
    assert any(satz.startswith("Das Geld ist für das Quartier Heslach:") for satz in sentences)


def test_a_reason_helps_only_where_a_rule_listens_to_it(lage: Lage) -> None:
    lage.fonds.kategorien = [
        FondsKategorie(fonds_id=1, kategorie=Kostenkategorie.honorar, erlaubt=False)
    ]
    lage.fonds.regeln = [Fondsregel(fonds_id=1, regel="R12", schwere=Schwere.W)]
    assert in_words(lage.fonds) == ["Das bezahlt dieser Topf nicht: Honorar für andere."]


def test_the_register() -> None:
    assert sorted(REGELN) == [
        "R01", "R02", "R03", "R04", "R05", "R07", "R08", "R12", "R20", "R21", "R25", "R27",
    ]  # fmt: skip
    assert {k for k, r in REGELN.items() if r.schwere is Schwere.W} == {"R08", "R12", "R27"}
    assert {k: r.parameter for k, r in REGELN.items() if r.vorgabe} == {
        "R03": Parameter.jahre,
        "R04": Parameter.cent,
        "R05": Parameter.cent,
        "R08": Parameter.tage,
    }
    with pytest.raises(ValueError, match="registered twice"):
        regel("R01", Schwere.B, Seite.wer, "art", sache="", satz=lambda _w, _f: "")(
            REGELN["R01"].check
        )
