"""Tables for spreadsheets: CSV as the German Excel opens it by a double click."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"-?\d+(,\d+)?")
_FORMULA = frozenset("=+-@\t\r\n|%")


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """With semicolons, and a mark of UTF-8 at the beginning."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(text: str) -> str:
    """What somebody typed must not be run as a formula by whoever opens the table."""
    first = text.lstrip(" \u00a0")[:1]
    return f"'{text}" if first in _FORMULA and first and not _NUMBER.fullmatch(text) else text
