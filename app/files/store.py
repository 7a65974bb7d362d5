"""Where files lie: a local folder or an object store, by the URL in the settings."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from app.errors import NotFound, Unavailable
from app.files.models import Dateiart
from app.settings import Settings

PATIENCE = 5  # seconds until a store that does not answer is taken for away
STAGING = "staging"
PERMANENT = "dateien"


class Size(StrEnum):
    """Pictures are kept in two sizes, PDF as it came."""

    gross = "gross"
    klein = "klein"
    original = "original"


SIZES = {Dateiart.bild: (Size.gross, Size.klein), Dateiart.pdf: (Size.original,)}


def staged_path(key: str, size: Size) -> str:
    return f"{STAGING}/{key}-{size}"


def path(schluessel: str, size: Size) -> str:
    """Spread over folders by the first two characters of the random name."""
    return f"{PERMANENT}/{schluessel[:2]}/{schluessel}-{size}"


class StoreAway(Unavailable):
    """The store does not answer, refuses, or is full."""


class Store:
    """Whatever it does raises StoreAway where it cannot."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects

    def put(self, path: str, data: bytes) -> None:
        """Whole or not at all; an object of the same name is replaced."""
        with _may_be_away():
            self._objects.put(path, data)

    def get(self, path: str) -> bytes:
        """Raises NotFound."""
        try:
            with _may_be_away():
                return bytes(self._objects.get(path).bytes())
        except FileNotFoundError as error:
            raise NotFound from error

    def listed(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Each object below the prefix, with the time (aware UTC) it was written."""
        with _may_be_away():
            for batch in self._objects.list(prefix):
                for found in batch:
                    yield found["path"], found["last_modified"]

    def delete(self, paths: list[str]) -> None:
        """What is gone already stays gone."""
        for path in paths:
            with suppress(FileNotFoundError), _may_be_away():
                self._objects.delete(path)


def open_store(settings: Settings) -> Store:
    """`file_store` is `file:///…`, `s3://…`, `az://…` or `gs://…`; its keys come from the
    environment variables of that service. Raises StoreAway where the folder cannot be made."""
    with _may_be_away():
        return _open(settings.file_store)


@cache
def _open(url: str) -> Store:
    if url.startswith("file://"):
        return Store(LocalStore.from_url(url, mkdir=True))
    # What the environment says of a service stays; with options named, it no longer says this one.
    return Store(
        from_url(
            url,
            client_options={
                "timeout": f"{PATIENCE}s",
                "connect_timeout": "2s",
                "allow_http": True,
            },
            retry_config={"max_retries": 1, "retry_timeout": timedelta(seconds=PATIENCE)},
        )
    )


@contextmanager
def _may_be_away() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        raise StoreAway from error
