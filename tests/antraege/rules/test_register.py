"""The register: what holds of every rule in it."""

from datetime import timedelta
from typing import Any

import pytest

from app.antraege.formular import drafts
from app.antraege.models import Antrag, Antragsteller, Regelbegruendung
from app.antraege.rules import REGELN, Lage, Parameter, Seite, pruefe
from app.antraege.rules.base import regel
from app.fonds.models import FondsKategorie, Kostenkategorie, Schwere
from tests.antraege.rules.plan import HEUTE, Findings

# The rules of the domain (fonds.md 5.2) that the product judges: severity, what their parameter
# counts, and its default.
BUILT = {
    "R01": (Schwere.B, Parameter.keiner, 0),
    "R02": (Schwere.B, Parameter.keiner, 0),
    "R03": (Schwere.B, Parameter.jahre, 16),
    "R04": (Schwere.B, Parameter.cent, 100_000),
    "R05": (Schwere.B, Parameter.cent, 5_000),
    "R07": (Schwere.B, Parameter.keiner, 0),
    "R08": (Schwere.W, Parameter.tage, 42),
    "R10": (Schwere.B, Parameter.monatstag, 1231),
    "R12": (Schwere.W, Parameter.keiner, 0),  # also for R14, catering: one kind of costs
    "R20": (Schwere.B, Parameter.keiner, 0),
    "R21": (Schwere.B, Parameter.keiner, 0),
    "R22": (Schwere.B, Parameter.keiner, 0),
    "R25": (Schwere.B, Parameter.keiner, 0),
    "R27": (Schwere.W, Parameter.keiner, 0),
    "R28": (Schwere.B, Parameter.anzahl, 1),
}
# Whoever builds one moves it up; the texts of the forms and the demo follow the register.
NOT_BUILT = (
    *("R06", "R09", "R11", "R13", "R14", "R15", "R16", "R17", "R18", "R19"),
    *("R23", "R24", "R26", "R29", "R30", "R31", "R32", "R33"),
)


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
    """The one list of what is built; everything else reads the register."""
    found = {kennung: (r.schwere, r.parameter, r.vorgabe) for kennung, r in REGELN.items()}
    assert found == BUILT
    assert sorted([*BUILT, *NOT_BUILT]) == [f"R{number:02}" for number in range(1, 34)]


class Reader:
    """A row that remembers the pages whose answers were looked at."""

    def __init__(self, row: Any, page_of: dict[str, Seite], pages: set[Seite]) -> None:
        self.row, self.page_of, self.pages = row, page_of, pages

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.row, name)
        if isinstance(value, Antragsteller):
            return Reader(value, dict.fromkeys(type(value).model_fields, Seite.wer), self.pages)
        self.pages |= {self.page_of[name]} if name in self.page_of else set()
        return value


@pytest.mark.parametrize("kennung", sorted(REGELN))
def test_a_rule_names_the_pages_that_it_judges(antrag: Antrag, lage: Lage, kennung: str) -> None:
    page_of = {name: page for page in Seite for name in drafts.draft_values(antrag, page)}
    page_of |= {"kosten": Seite.kosten, "finanzierung": Seite.finanzierung}
    pages: set[Seite] = set()
    rule = REGELN[kennung]
    lage.fonds.kategorien = [FondsKategorie(fonds_id=1, kategorie=Kostenkategorie.material)]
    list(rule.check(Reader(antrag, page_of, pages), lage, rule.vorgabe))
    # R25 is about a person, whom `lage` has looked up.
    assert pages | {rule.seite} == {rule.seite, *rule.auch}


def test_a_number_is_given_once() -> None:
    again = regel("R01", Schwere.B, Seite.wer, "art", sache="", satz=lambda _w, _f: "")
    with pytest.raises(ValueError, match="registered twice"):
        again(REGELN["R01"].check)
