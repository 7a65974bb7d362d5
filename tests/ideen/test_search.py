"""People find an Idee by its words, however they type them, and by its number."""

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlmodel import Session

from app.ideen.status import Ideenstatus
from tests.support.client import PortalClient
from tests.support.database import alembic_config
from tests.support.factories import eine_idee

pytestmark = pytest.mark.both

TITLE = "Mehr Bänke und Mülleimer"
SEARCHES = (
    ("BÄNKE", True),
    ("baenke", True),
    ("muell", True),
    ("strasse", True),
    ("öpnv", True),
    ("Straße Bänke", True),
    ("  mülleimer   mehr ", True),
    ("Bihlplatz", True),
    ("Idee I-2026-00042", True),
    ("i2026-42", True),
    ("2026-42", True),
    ("#I-2026-00042.", True),
    ("I-2026-00043", False),
    ("Bänke Zebra", False),
    ("%", False),
    ("_", False),
    ("B%nke", False),
)


def listed(client: PortalClient, typed: str) -> bool:
    return TITLE in client.get("/ideen", params={"suche": typed}).text


def test_search(client: PortalClient, session: Session) -> None:
    eine_idee(
        session,
        status=Ideenstatus.veroeffentlicht,
        vorgangsnummer="I-2026-00042",
        titel=TITLE,
        text="In unserer Straße und beim ÖPNV.",
        ort="am Bihlplatz",
    )
    found = {typed: listed(client, typed) for typed, _is_found in SEARCHES}
    assert found == dict(SEARCHES)


def test_what_was_redacted_is_not_found(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session, status=Ideenstatus.veroeffentlicht, titel=TITLE, text="Ruft Anna an.")
    assert listed(client, "anna")
    idee.schwaerzen(text="Ruft an.")
    session.commit()
    assert not listed(client, "anna")
    assert listed(client, "ruft")


def test_old_rows_have_the_key_that_saving_gives(session: Session, engine: Engine) -> None:
    eine_idee(
        session, titel="BÄNKE\u200b", text="Fahr\u00adrad\tCafé\nÖPNV, Bauerde", ort="Straße 1"
    )
    eine_idee(session)
    saved = _keys(engine)
    config = alembic_config(engine)
    command.downgrade(config, "20261130_suchschluessel-1")
    command.upgrade(config, "head")
    assert _keys(engine) == saved
    assert saved[0] == "banke fahrrad cafe opnv bauerde strasse 1 baurde"


def _keys(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        query = text("SELECT suchschluessel FROM idee ORDER BY id")
        return [row[0] for row in connection.execute(query)]
