"""Stuttgart's 23 Stadtbezirke and 152 Stadtteile: what every portal of this city begins with."""

import csv
from pathlib import Path

from sqlmodel import Session, select

from app.db import row_id
from app.quartiere.models import Stadtbezirk, Stadtteil

_FILE = Path(__file__).with_name("stadtteile.csv")
_LATIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-"})


def load_stadtteile(session: Session) -> tuple[int, int]:
    """Add what is missing; returns how many Stadtbezirke and Stadtteile were added."""
    bezirke = {b.name: b for b in session.exec(select(Stadtbezirk))}
    numbers = set(session.exec(select(Stadtteil.nummer)))
    before = len(bezirke), len(numbers)
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            bezirk = bezirke.get(row["bezirk"])
            if bezirk is None:
                bezirk = bezirke[row["bezirk"]] = _stadtbezirk(session, row)
            if row["nummer"] not in numbers:
                numbers.add(row["nummer"])
                session.add(_stadtteil(bezirk, row))
    session.flush()
    return len(bezirke) - before[0], len(numbers) - before[1]


def slug_of(name: str) -> str:
    return name.lower().translate(_LATIN)


def _stadtbezirk(session: Session, row: dict[str, str]) -> Stadtbezirk:
    name = row["bezirk"]
    bezirk = Stadtbezirk(slug=slug_of(name), name=name, innen=row["lage"] == "innen")
    session.add(bezirk)
    session.flush()
    return bezirk


def _stadtteil(bezirk: Stadtbezirk, row: dict[str, str]) -> Stadtteil:
    return Stadtteil(nummer=row["nummer"], name=row["stadtteil"], stadtbezirk_id=row_id(bezirk.id))
