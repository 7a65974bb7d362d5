"""The demo city as written down: the TOML files of this folder."""

import tomllib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent

Row = dict[str, Any]


def rows(files: str, table: str) -> list[Row]:
    """One table of all files that match, in the order of their names."""
    found: list[Row] = []
    for path in sorted(_FOLDER.glob(files)):
        found += tomllib.loads(path.read_text(encoding="utf-8"))[table]
    return found


def photo(name: str) -> bytes:
    return (_FOLDER / "fotos" / f"{name}.webp").read_bytes()
