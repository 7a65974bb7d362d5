"""What must be filled in, whatever the Fonds."""

import pytest

from app.antraege.models import Antrag, Antragsteller
from app.antraege.rules import REGELN, Lage, Seite, pruefe
from app.fonds.models import Antragstellerart, Fondsregel
from tests.antraege.rules.plan import places
from tests.support.clock import FixedNow


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
