"""Photos have nowhere to go: an Idee goes on without, and says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, select

from app.files.models import Datei
from app.ideen.models import Idee
from app.settings import Settings
from tests.ideen.handing_in import checked
from tests.ideen.test_entry import picture
from tests.support.client import PortalClient

PHOTO = ("bank.jpg", picture(), "image/jpeg")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"file_store": (settings.data_dir / "ablage").as_uri()})


@pytest.fixture
def full(settings: Settings) -> Iterator[Path]:
    """A folder that cannot be written: a file stands in its place."""
    folder = settings.data_dir / "ablage"
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("voll")
    yield folder
    folder.unlink(missing_ok=True)


def test_the_check_page_says_that_it_goes_without(
    client: PortalClient, session: Session, typed: dict, full: Path
) -> None:
    check = checked(client, typed, foto=PHOTO)
    assert "Ihre Idee geht ohne Foto auf den Weg" in client.get(check).text
    assert client.post(check).status_code == 303
    assert session.exec(select(Idee)).one().titel == typed["titel"]
    assert session.exec(select(Datei)).all() == []


def test_what_was_shown_on_the_check_page_may_be_gone_at_the_end(
    client: PortalClient, session: Session, typed: dict, settings: Settings
) -> None:
    check = checked(client, typed, foto=PHOTO)
    folder = settings.data_dir / "ablage"
    shutil.rmtree(folder)
    folder.write_text("weg")
    receipt = client.get(client.post(check).headers["location"])
    assert "Ihr Foto ließ sich gerade nicht speichern" in receipt.text
    assert session.exec(select(Idee)).one().titel == typed["titel"]
