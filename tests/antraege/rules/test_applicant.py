"""Rules about who applies: R02, R03, R25."""

from app.antraege.models import Antrag
from app.antraege.rules import Seite
from app.fonds.models import Antragstellerart, Schwere
from tests.antraege.rules.plan import Findings, places


def test_r02_applicant(antrag: Antrag, findings: Findings) -> None:
    antrag.antragsteller.art, antrag.deminimis_cent = Antragstellerart.unternehmen, 0
    (befund,) = findings("R02")
    assert places([befund]) == [(Seite.wer, "art")]
    assert "Unternehmen" in befund.text


def test_r03_age(antrag: Antrag, findings: Findings) -> None:
    antrag.antragsteller.alter_bestaetigt = False
    assert "mindestens 16 Jahre" in findings("R03")[0].text
    assert "mindestens 14 Jahre" in findings("R03", 14)[0].text


def test_r25_open_duties(findings: Findings) -> None:
    (befund,) = findings("R25", offene_pflichten=1)
    assert (befund.seite, befund.schwere) == (Seite.wer, Schwere.B)
    assert "Quartiersbüro" in befund.text
