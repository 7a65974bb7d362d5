"""Rules about where and when: R01, R07, R08, R10."""

from datetime import date, timedelta

import pytest

from app.antraege.models import Antrag
from app.antraege.rules import Seite
from app.fonds.models import Schwere
from app.fonds.termine import Termine
from tests.antraege.rules.plan import HEUTE, Findings, places


def test_r01_area(antrag: Antrag, findings: Findings) -> None:
    antrag.quartier_id = 2
    (befund,) = findings("R01")
    assert (befund.seite, befund.feld, befund.schwere) == (
        Seite.wann_wo,
        "quartier_id",
        Schwere.B,
    )
    assert "Heslach" in befund.text


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
    sitzung = HEUTE + timedelta(days=22)
    found = findings("R07", termine=Termine(None, sitzung, meets=True, today=HEUTE))
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


@pytest.mark.parametrize(
    ("beginn", "ende", "wert", "feld"),
    [
        (date(2026, 12, 31), None, None, None),
        (date(2026, 12, 1), date(2027, 12, 31), None, None),
        (date(2028, 1, 1), None, None, "beginn"),
        (date(2026, 12, 1), date(2028, 1, 1), None, "ende"),
        (date(2026, 12, 1), date(2026, 12, 15), 1215, None),
        (date(2026, 12, 1), date(2026, 12, 16), 1215, "ende"),
        (date(2027, 2, 28), None, 231, None),
        (date(2027, 3, 1), None, 231, "beginn"),
        (date(2025, 1, 1), None, None, None),  # R07 says so
        (None, None, None, None),
    ],
)
def test_r10_ends_in_a_year_that_pays(
    antrag: Antrag,
    findings: Findings,
    beginn: date | None,
    ende: date | None,
    wert: int | None,
    feld: str | None,
) -> None:
    antrag.beginn, antrag.ende = beginn, ende
    found = [befund for befund in findings("R10", wert) if befund.regel]
    assert places(found) == ([(Seite.wann_wo, feld)] if feld else [])


def test_r10_names_the_last_day_that_can_be_paid(antrag: Antrag, findings: Findings) -> None:
    antrag.ende = date(2028, 3, 1)
    (befund,) = findings("R10")
    assert "bis zum 31. Dezember 2027" in befund.text
    (befund,) = findings("R10", jahre=frozenset())
    assert "ab wann Sie den Antrag abschicken können" in befund.text
    assert "Dezember" not in befund.text
