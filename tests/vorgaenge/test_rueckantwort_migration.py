"""What came with a sender's reply is called so, whenever it came."""

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlmodel import Session

from tests.support.database import alembic_config
from tests.support.factories import eine_datei, eine_idee

pytestmark = pytest.mark.both

_ZWECKE = text("SELECT zweck FROM datei ORDER BY zweck")


def test_files_of_replies_are_called_so_and_back(session: Session, engine: Engine) -> None:
    idee = eine_idee(session)
    for zweck in ("idee", "rueckantwort"):
        eine_datei(session, idee, zweck=zweck)
    session.commit()
    config = alembic_config(engine)
    command.downgrade(config, "20261126_rueckantwort-1")
    try:
        with engine.connect() as connection:
            assert list(connection.scalars(_ZWECKE)) == ["antwort", "idee"]
    finally:
        command.upgrade(config, "head")
    with engine.connect() as connection:
        assert list(connection.scalars(_ZWECKE)) == ["idee", "rueckantwort"]
