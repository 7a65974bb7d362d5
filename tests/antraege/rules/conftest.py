"""A good Antrag, and one rule that judges it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.antraege.models import Antrag, Antragsteller, AntragZieldimension, Finanzierungsart
from app.antraege.rules import REGELN, Befund, Lage, pruefe
from app.fonds.models import (
    Antragstellerart,
    Entscheidungsart,
    Fonds,
    FondsAntragstellerart,
    Fondsart,
    Fondsregel,
)
from app.fonds.termine import Termine
from app.quartiere.begriffe import Zieldimension
from tests.antraege.rules.plan import HESLACH, HEUTE, Findings, geld_von, kosten
from tests.support.clock import FixedNow


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
    termine = Termine(None, None, meets=True, today=HEUTE)
    return Lage(fonds, HEUTE, 100_000, termine, frozenset({2026, 2027}))


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
        oeffentlich=True,
        kostenlos=True,
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
    row.zieldimensionen = [AntragZieldimension(antrag_id=1, zieldimension=Zieldimension.ZD2)]
    row.kosten = [kosten(50_000)]
    row.finanzierung = [geld_von(10_000, Finanzierungsart.eigenmittel)]
    return row


@pytest.fixture
def findings(antrag: Antrag, lage: Lage) -> Findings:
    """`findings("R04", 50_000)`: judged by this one rule alone."""

    def judge(kennung: str, wert: int | None = None, **changes: Any) -> list[Befund]:
        schwere = changes.pop("schwere", REGELN[kennung].schwere)
        row = Fondsregel(fonds_id=1, regel=kennung, schwere=schwere, wert=wert)
        lage.fonds.regeln = [row]
        return pruefe(antrag, replace(lage, **changes))

    return judge
