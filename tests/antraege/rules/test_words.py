"""The rules in plain German sentences."""

from app.antraege.rules import REGELN, Lage, in_words
from app.fonds.models import FondsKategorie, Fondsregel, Kostenkategorie, Schwere


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
    assert len(sentences) == len(REGELN) + 1
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
