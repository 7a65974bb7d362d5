"""What residents read of a Fonds's next days, before each of them and after."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from app.antraege.models import AntragZieldimension
from app.antraege.status import Antragsstatus
from app.fonds.models import Buchungsart, Entscheidungsart, Fonds, Fondsjahr
from app.quartiere.begriffe import Zieldimension
from tests.antraege.draft import ALLE_REGELN
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import (
    ein_antrag,
    ein_fonds,
    ein_quartier,
    eine_buchung,
)
from tests.support.factories.common import save
from tests.support.zugang import secret_path

UNKNOWN = "Wann die nächste Sitzung ist, steht noch nicht fest."
# What ends in the next year waits for no pot of that year (R10): these are about days alone.
REGELN = {regel: wert for regel, wert in ALLE_REGELN.items() if regel != "R10"}
CLOSED = "Die Frist für die Sitzung am 10. Dezember 2026 ist vorbei."


@dataclass(frozen=True)
class Pages:
    """By address; the last is the draft's own, ready to be sent."""

    client: PortalClient
    addresses: tuple[str, ...]

    def texts(self) -> dict[str, str]:
        return {a: text_of(parse(self.client.get(a).text).body) for a in self.addresses}


@pytest.fixture
def fonds(session: Session) -> Fonds:
    """Annahmeschluss on 1 December, Sitzung on the 10th."""
    quartier = ein_quartier(session, slug="heslach")
    return ein_fonds(session, quartier=quartier, slug="heslach", regeln=REGELN)


@pytest.fixture
def pages(session: Session, client: PortalClient, fonds: Fonds) -> Pages:
    draft = ein_antrag(session, Antragsstatus.entwurf, fonds=fonds)
    save(session, AntragZieldimension(antrag_id=draft.id, zieldimension=Zieldimension.ZD2))
    return Pages(
        client,
        (
            "/fonds",
            "/fonds/heslach",
            "/fonds/heslach/antrag",
            "/quartiere/heslach",
            f"{secret_path(session, draft.vorgangsnummer)}/antrag/pruefen",
        ),
    )


def test_before_the_annahmeschluss(pages: Pages) -> None:
    for address, text in pages.texts().items():
        assert "1. Dezember 2026" in text, address
        assert "steht noch nicht fest" not in text, address


def test_between_annahmeschluss_and_sitzung(pages: Pages, now: FixedNow) -> None:
    now.set(now.replace(month=12, day=2))
    for address, text in pages.texts().items():
        assert "1. Dezember 2026" not in text, address
        assert CLOSED in text, address
        assert "dann kommt er in die nächste Runde" not in text, address
    assert "Die nächste Sitzung ist am" not in pages.texts()["/fonds/heslach/antrag"]


def test_after_the_sitzung(pages: Pages, now: FixedNow) -> None:
    now.set(now.replace(month=12, day=11))
    for address, text in pages.texts().items():
        assert "Dezember 2026" not in text, address
        assert UNKNOWN in text, address


def test_where_nobody_has_entered_a_day(pages: Pages, session: Session, fonds: Fonds) -> None:
    row = session.get_one(Fonds, fonds.id)
    row.naechste_frist = row.naechste_sitzung = None
    session.commit()
    for address, text in pages.texts().items():
        assert UNKNOWN in text, address


def test_where_nobody_votes_no_sitzung_is_spoken_of(
    pages: Pages, session: Session, fonds: Fonds, now: FixedNow
) -> None:
    session.get_one(Fonds, fonds.id).entscheidungsart = Entscheidungsart.bezirksvorsteher
    session.commit()
    now.set(now.replace(month=12, day=2))
    for address, text in pages.texts().items():
        assert "Sitzung" not in text, address


def test_a_draft_of_last_year_is_told_the_days_of_this_year(
    pages: Pages, session: Session, fonds: Fonds, now: FixedNow
) -> None:
    """It will belong to the year in which it is sent."""
    row = session.get_one(Fonds, fonds.id)
    row.naechste_frist, row.naechste_sitzung = date(2027, 1, 20), None
    year = Fondsjahr(fonds_id=fonds.id, jahr=2027)
    eine_buchung(session, save(session, year), Buchungsart.ansatz, 750_000)
    now.set(now.replace(year=2027, month=1, day=8))
    assert "bis zum 20. Januar 2027" in list(pages.texts().values())[-1]


@pytest.mark.parametrize("opened", [False, True])
def test_after_new_year_the_sitzung_entered_before_is_still_to_come(
    pages: Pages, session: Session, fonds: Fonds, now: FixedNow, opened: bool
) -> None:
    """Its Annahmeschluss is named only where Anträge can be sent."""
    row = session.get_one(Fonds, fonds.id)
    row.naechste_frist, row.naechste_sitzung = date(2027, 1, 12), date(2027, 1, 21)
    if opened:
        year = Fondsjahr(fonds_id=fonds.id, jahr=2027)
        eine_buchung(session, save(session, year), Buchungsart.ansatz, 750_000)
    session.commit()
    now.set(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    texts = pages.texts()
    assert "21. Januar 2027" in texts["/fonds/heslach"]
    for address, text in texts.items():
        assert ("12. Januar 2027" in text) is opened, address
