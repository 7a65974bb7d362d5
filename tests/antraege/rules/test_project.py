"""Rules about where and when: R01, R07, R08."""

from datetime import timedelta

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
