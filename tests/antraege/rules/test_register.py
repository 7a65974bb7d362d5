"""The register: what holds of every rule in it."""

from datetime import timedelta

import pytest

from app.antraege.models import Antrag, Regelbegruendung
from app.antraege.rules import REGELN, Lage, Parameter, Seite, pruefe
from app.antraege.rules.base import regel
from app.fonds.models import Schwere
from tests.antraege.rules.plan import HEUTE, Findings


@pytest.mark.parametrize("kennung", sorted(REGELN))
def test_a_good_antrag_passes(findings: Findings, kennung: str) -> None:
    assert findings(kennung) == []


def test_a_rule_without_a_row_does_not_apply(antrag: Antrag, lage: Lage) -> None:
    antrag.beantragt_cent, antrag.quartier_id = 9_999_999, 4711
    assert pruefe(antrag, lage) == []


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
