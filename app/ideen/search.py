"""Finding Ideen by the words that people type, or by their number."""

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import col

from app.ideen.models import Idee
from app.ideen.status import LETTER
from app.text.folding import search_parts, spellings
from app.vorgaenge.nummern import read_letterless, read_number


def matches(typed: str) -> ColumnElement[bool]:
    """All parts in any order, also inside of longer words; or the number in any writing.

    Nothing matches what has no letter or digit.
    """
    found = [and_(*map(_contains, parts))] if (parts := search_parts(typed)) else []
    if number := _number_in(typed):
        found.append(col(Idee.vorgangsnummer) == number)
    return or_(false(), *found)


def _contains(part: str) -> ColumnElement[bool]:
    key = col(Idee.suchschluessel)
    return or_(*(key.contains(spelling, autoescape=True) for spelling in spellings(part)))


def _number_in(typed: str) -> str | None:
    if number := read_number(typed):
        return number
    letterless = read_letterless(typed)
    return f"{LETTER}-{letterless}" if letterless else None
