"""Rules about whom it is for, and what it is good for: R22, R28."""

import pytest

from app.antraege.models import Antrag, AntragZieldimension, Regelbegruendung
from app.antraege.rules import Lage, Seite
from app.antraege.rules.purpose import goals_needed
from app.fonds.models import Fondsregel, Schwere
from app.quartiere.begriffe import Zieldimension
from tests.antraege.rules.plan import Findings, places


@pytest.mark.parametrize("answer", [None, False])
def test_r22_open_to_all(antrag: Antrag, findings: Findings, answer: bool | None) -> None:
    antrag.oeffentlich = answer
    antrag.begruendungen = [Regelbegruendung(antrag_id=1, regel="R22", text="Nur Mitglieder.")]
    (befund,) = findings("R22")
    assert places([befund]) == [(Seite.wann_wo, "oeffentlich")]
    assert befund.blocks


def test_r22_wants_to_know_whether_it_is_free(antrag: Antrag, findings: Findings) -> None:
    antrag.kostenlos = None
    (befund,) = findings("R22")
    assert places([befund]) == [(Seite.wann_wo, "kostenlos")]
    assert befund.schwere is Schwere.B


@pytest.mark.parametrize(
    ("schwere", "found"), [(Schwere.B, Schwere.W), (Schwere.W, Schwere.W), (Schwere.I, Schwere.I)]
)
def test_r22_a_fee_wants_a_sentence(
    antrag: Antrag, findings: Findings, schwere: Schwere, found: Schwere
) -> None:
    antrag.kostenlos = False
    (befund,) = findings("R22", schwere=schwere)
    assert befund.schwere is found
    antrag.begruendungen = [Regelbegruendung(antrag_id=1, regel="R22", text="Zwei Euro fürs Brot.")]
    assert not findings("R22", schwere=schwere)[0].blocks


@pytest.mark.parametrize(
    ("named", "wanted", "found"), [(0, None, True), (1, None, False), (1, 2, True), (2, 2, False)]
)
def test_r28_goals(
    antrag: Antrag, findings: Findings, named: int, wanted: int | None, found: bool
) -> None:
    goals = list(Zieldimension)[:named]
    antrag.zieldimensionen = [AntragZieldimension(antrag_id=1, zieldimension=z) for z in goals]
    assert places(findings("R28", wanted)) == [(Seite.was, "zieldimensionen")] * found


@pytest.mark.parametrize(
    ("schwere", "needed"), [(Schwere.B, 2), (Schwere.W, 2), (Schwere.I, 0), (None, 0)]
)
def test_r28_whoever_checks_needs_them_too(
    lage: Lage, schwere: Schwere | None, needed: int
) -> None:
    rows = [Fondsregel(fonds_id=1, regel="R28", schwere=schwere, wert=2)] if schwere else []
    lage.fonds.regeln = rows
    assert goals_needed(lage.fonds) == needed
