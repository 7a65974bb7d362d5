"""Where something lies, as a person chooses it: a Quartier, or a Stadtteil that has none yet."""

import re
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.db import row_id
from app.errors import NotFound
from app.quartiere.models import Quartier, QuartierStadtteil, Stadtbezirk, Stadtteil
from app.text.folding import search_words

_STADTTEIL = "stadtteil-"


def value_of_stadtteil(nummer: str) -> str:
    return f"{_STADTTEIL}{nummer}"


@dataclass(frozen=True)
class Area:
    """One of the ids is set."""

    name: str
    quartier_id: int | None = None
    stadtteil_id: int | None = None


def area_choices(session: Session) -> list[tuple[str, str]]:
    """(value, name) by name; a Stadtteil bears its Stadtbezirk, for the Quartiere do not."""
    quartiere = session.exec(select(Quartier.slug, Quartier.name)).all()
    stadtteile = session.exec(
        select(Stadtteil.nummer, Stadtteil.name, Stadtbezirk.name)
        .join(Stadtbezirk, col(Stadtteil.stadtbezirk_id) == Stadtbezirk.id)
        .where(col(Stadtteil.id).not_in(select(QuartierStadtteil.stadtteil_id)))
    ).all()
    found = [(slug, name) for slug, name in quartiere]
    found += [(value_of_stadtteil(nummer), f"{name} ({b})") for nummer, name, b in stadtteile]
    return sorted(found, key=lambda choice: search_words(choice[1]))


def area(session: Session, value: str) -> Area:
    """What a value of `area_choices` stands for. Raises NotFound."""
    if number := re.fullmatch(rf"{_STADTTEIL}(\w+)", value):
        stadtteil = session.exec(select(Stadtteil).where(Stadtteil.nummer == number[1])).first()
        if stadtteil is not None:
            return Area(stadtteil.name, stadtteil_id=row_id(stadtteil.id))
    quartier = session.exec(select(Quartier).where(Quartier.slug == value)).first()
    if quartier is None:
        raise NotFound
    return Area(quartier.name, quartier_id=row_id(quartier.id))
