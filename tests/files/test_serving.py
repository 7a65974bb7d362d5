"""Who gets which file, and with which headers."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.errors import NotFound
from app.files.intake import attach, stage
from app.files.models import Datei, Dateiart
from app.files.serving import private_file
from app.files.store import Size, open_store, path
from app.settings import Settings
from tests.files import samples
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.queries import queries

NUMMER = "I-2026-00042"

Kept = Callable[..., Datei]


@pytest.fixture
def kept(session: Session, settings: Settings, now: FixedNow) -> Kept:
    def do(data: bytes, name: str, *, oeffentlich: bool = False) -> Datei:
        reference = stage(data, name, settings).reference
        datei = attach(session, settings, reference, thread=NUMMER, zweck="idee", at=now)
        datei.oeffentlich = oeffentlich
        session.commit()
        return datei

    return do


def test_a_published_picture_is_for_everyone_and_may_be_cached(
    client: PortalClient, engine: Engine, settings: Settings, kept: Kept
) -> None:
    datei = kept(samples.encoded("JPEG"), "Fest.jpg", oeffentlich=True)
    for size in (Size.gross, Size.klein):
        with queries(engine) as q:
            answer = client.get(datei.address(size))
        assert (answer.status_code, q.count) == (200, 1)
        assert answer.content == open_store(settings).get(path(datei.schluessel, size))
        assert answer.headers["content-type"] == "image/webp"
        assert answer.headers["content-disposition"] == "inline"
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "public, no-cache"
        assert "set-cookie" not in answer.headers


def test_what_is_not_published_is_not_there(client: PortalClient, kept: Kept) -> None:
    photo = kept(samples.encoded("JPEG"), "Fest.jpg")
    document = kept(samples.pdf(), "Angebot.pdf")
    for address in (
        photo.address("gross"),
        document.address("original"),
        "/dateien/gibtesnicht/gross",
        "/dateien/a%00b/gross",
        "/dateien/..%2f..%2fportal.sqlite3/gross",
    ):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("size", ["original", "riesig", "GROSS", "..", "gross%00"])
def test_a_size_that_does_not_exist_is_not_there(
    client: PortalClient, kept: Kept, size: str
) -> None:
    datei = kept(samples.encoded("JPEG"), "Fest.jpg", oeffentlich=True)
    assert client.get(datei.address(size)).status_code == 404


def test_a_picture_taken_back_is_no_longer_there(
    client: PortalClient, session: Session, kept: Kept
) -> None:
    datei = kept(samples.encoded("JPEG"), "Fest.jpg", oeffentlich=True)
    assert client.get(datei.address("klein")).status_code == 200
    datei.oeffentlich = False
    session.add(datei)
    session.commit()
    assert client.get(datei.address("klein")).status_code == 404


def test_a_private_file_belongs_to_its_thread(
    session: Session, settings: Settings, kept: Kept
) -> None:
    datei = kept(samples.encoded("JPEG"), "Fest.jpg")
    key = datei.schluessel
    answer = private_file(session, settings, schluessel=key, groesse="gross", thread=NUMMER)
    assert "cache-control" not in answer.headers  # its route says that nobody may keep it
    with pytest.raises(NotFound):
        private_file(session, settings, schluessel=key, groesse="gross", thread="I-2026-00043")


@pytest.mark.parametrize(
    ("name", "saved_as"),
    [
        ("Angebot Bühne.pdf", "Angebot Bühne.pdf"),
        ("rechnung.html", "rechnung.pdf"),
        ('a".html; filename=b.exe', 'a".html; filename=b.pdf'),
        ("../../x", "x.pdf"),
        ("🎉" * 200 + ".pdf", "🎉" * 116 + ".pdf"),
    ],
)
def test_a_pdf_is_only_ever_saved_and_always_as_pdf(
    session: Session, settings: Settings, kept: Kept, name: str, saved_as: str
) -> None:
    datei = kept(samples.pdf(), name)
    assert datei.art is Dateiart.pdf
    answer = private_file(
        session, settings, schluessel=datei.schluessel, groesse="original", thread=NUMMER
    )
    assert answer.body == samples.pdf()
    assert answer.headers["content-type"] == "application/pdf"
    disposition = answer.headers["content-disposition"]
    kind, plain, extended = disposition.split("; ")
    assert (kind, plain) == ("attachment", 'filename="dokument.pdf"')
    assert unquote(extended.removeprefix("filename*=UTF-8''")) == saved_as


def test_a_lost_object_is_not_there(client: PortalClient, settings: Settings, kept: Kept) -> None:
    datei = kept(samples.encoded("JPEG"), "Fest.jpg", oeffentlich=True)
    open_store(settings).delete([path(datei.schluessel, Size.klein)])
    assert client.get(datei.address("klein")).status_code == 404


def test_what_has_no_name_is_called_what_it_is(
    session: Session, settings: Settings, kept: Kept
) -> None:
    """Also where the name was forgotten; no word of a language is stored."""
    datei = kept(samples.pdf(), "../..")
    assert datei.name == ""
    answer = private_file(
        session, settings, schluessel=datei.schluessel, groesse=Size.original, thread=NUMMER
    )
    assert "Dokument.pdf" in answer.headers["content-disposition"]
    assert str(kept(samples.encoded("JPEG"), "").label) == "Foto"
