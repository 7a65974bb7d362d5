"""A portal in a process of its own on the worker's database, and a mail server that listens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.settings import Settings
from tests.support.database import Database
from tests.support.settings import settings_for
from tests.support.smtp import Inbox, free_port, mail_server


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with mail_server() as inbox:
        yield inbox


@pytest.fixture
def settings(database: Database, engine: Engine, tmp_path: Path, inbox: Inbox) -> Settings:
    """`engine` is asked for, so that the database is migrated and empty before a process starts."""
    return settings_for(
        database.url,
        tmp_path,
        base_url=f"http://127.0.0.1:{free_port()}",
        smtp_host="127.0.0.1",
        smtp_port=inbox.port,
        pool_size=10,
    )
