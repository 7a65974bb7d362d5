"""Where files lie: a local folder or an object store, by the URL in the settings."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from functools import cache

from obstore.store import LocalStore, ObjectStore, from_url

from app.errors import NotFound
from app.files.models import Dateiart
from app.settings import Settings

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


class Store:
    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects

    def put(self, path: str, data: bytes) -> None:
        """Whole or not at all; an object of the same name is replaced."""
        self._objects.put(path, data)

    def get(self, path: str) -> bytes:
        """Raises NotFound."""
        try:
            return bytes(self._objects.get(path).bytes())
        except FileNotFoundError as error:
            raise NotFound from error

    def listed(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Each object below the prefix, with the time (aware UTC) it was written."""
        for batch in self._objects.list(prefix):
            for found in batch:
                yield found["path"], found["last_modified"]

    def delete(self, paths: list[str]) -> None:
        """What is gone already stays gone."""
        for path in paths:
            with suppress(FileNotFoundError):
                self._objects.delete(path)


def open_store(settings: Settings) -> Store:
    """`file_store` is `file:///…`, `s3://…`, `az://…` or `gs://…`; its keys come from the
    environment variables of that service."""
    return _open(settings.file_store)


@cache
def _open(url: str) -> Store:
    if url.startswith("file://"):
        return Store(LocalStore.from_url(url, mkdir=True))
    return Store(from_url(url))
