"""Names that people gave their files, made harmless for screens and headers."""

import unicodedata
from pathlib import PurePosixPath

_MAX = 120
_EXTENSION_MAX = 10


def clean_name(raw: str) -> str:
    """The last path part without control and direction characters, 120 characters at most; ""
    where nothing is left."""
    last = unicodedata.normalize("NFC", raw).replace("\\", "/").rpartition("/")[2]
    letters = "".join(
        c for c in last if not unicodedata.category(c).startswith(("C", "Z")) or c == " "
    )
    name = " ".join(letters.split()).strip(". ")
    return _shortened(name)


def stem(name: str) -> str:
    return PurePosixPath(name).stem


def _shortened(name: str) -> str:
    if len(name) <= _MAX:
        return name
    extension = PurePosixPath(name).suffix
    if len(extension) > _EXTENSION_MAX:
        extension = ""
    return name[: _MAX - len(extension)].rstrip(". ") + extension
