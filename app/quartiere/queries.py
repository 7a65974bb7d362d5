"""One named query for each thing that a page shows of Stadtbezirke, Stadtteile and Quartiere."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select

from app.errors import NotFound
from app.quartiere.areas import value_of_stadtteil
from app.quartiere.models import Quartier, QuartierStadtteil, Stadtbezirk, Stadtteil, Termin
from app.quartiere.search import Place, PlaceKind, QuartierLink

K = TypeVar("K")


def by_stadtbezirk(session: Session) -> Sequence[Stadtbezirk]:
    """All Stadtbezirke by name, each with its Quartiere."""
    return session.exec(
        select(Stadtbezirk)
        .options(selectinload(Stadtbezirk.quartiere))  # type: ignore[arg-type]
        .order_by(Stadtbezirk.name)
    ).all()


def one(session: Session, slug: str) -> Quartier:
    """With Stadtbezirk, Stadtteile and Sprechstunden. Raises NotFound."""
    quartier = session.exec(
        select(Quartier)
        .where(Quartier.slug == slug)
        .options(
            joinedload(Quartier.stadtbezirk),  # type: ignore[arg-type]
            selectinload(Quartier.stadtteile),  # type: ignore[arg-type]
            selectinload(Quartier.sprechstunden),  # type: ignore[arg-type]
        )
    ).first()
    if quartier is None:
        raise NotFound
    return quartier


def choices(session: Session) -> list[tuple[str, str]]:
    """(slug, name) of all Quartiere by name, for a form's list."""
    rows = session.exec(select(Quartier.slug, Quartier.name).order_by(Quartier.name))
    return [(slug, name) for slug, name in rows]


def next_termine(
    session: Session, *, at: datetime, quartier_id: int | None = None, limit: int = 5
) -> Sequence[Termin]:
    """From `at` (aware UTC) on, the next one first, with the Quartier loaded."""
    query = select(Termin).where(Termin.beginn >= at).options(joinedload(Termin.quartier))  # type: ignore[arg-type]
    if quartier_id is not None:
        query = query.where(Termin.quartier_id == quartier_id)
    return session.exec(query.order_by(col(Termin.beginn), col(Termin.id)).limit(limit)).all()


def places(session: Session) -> list[Place]:
    """Everything that a person may type to find a Quartier, in two queries of plain columns."""
    quartiere = session.exec(
        select(Stadtbezirk.name, Quartier.id, Quartier.slug, Quartier.name)
        .join(Quartier, col(Quartier.stadtbezirk_id) == Stadtbezirk.id, isouter=True)
        .order_by(Stadtbezirk.name, Quartier.name)
    ).all()
    stadtteile = session.exec(
        select(Stadtteil.name, Stadtbezirk.name, Stadtteil.nummer, QuartierStadtteil.quartier_id)
        .join(Stadtbezirk, col(Stadtteil.stadtbezirk_id) == Stadtbezirk.id)
        .join(
            QuartierStadtteil,
            col(QuartierStadtteil.stadtteil_id) == Stadtteil.id,
            isouter=True,
        )
        .order_by(Stadtteil.name, Stadtteil.nummer)
    ).all()
    links = {key: QuartierLink(slug, name) for _bezirk, key, slug, name in quartiere if key}
    of_bezirk = _grouped((bezirk, links.get(key or 0)) for bezirk, key, _slug, _name in quartiere)
    found = [
        Place(link.name, PlaceKind.quartier, bezirk, (link,))
        for bezirk, own in of_bezirk.items()
        for link in own
    ]
    of_stadtteil = _grouped(
        ((name, bezirk, nummer), links.get(key or 0)) for name, bezirk, nummer, key in stadtteile
    )
    found += [
        Place(name, PlaceKind.stadtteil, bezirk, own, of_bezirk[bezirk], value_of_stadtteil(nummer))
        for (name, bezirk, nummer), own in of_stadtteil.items()
    ]
    return found + [
        Place(bezirk, PlaceKind.stadtbezirk, bezirk, own) for bezirk, own in of_bezirk.items()
    ]


def _grouped(rows: Iterable[tuple[K, QuartierLink | None]]) -> dict[K, tuple[QuartierLink, ...]]:
    """By key, by name; a key without a Quartier (outer join) has an empty tuple."""
    found: dict[K, list[QuartierLink]] = defaultdict(list)
    for key, link in rows:
        found[key] += [link] if link else []
    return {key: tuple(sorted(own, key=lambda link: link.name)) for key, own in found.items()}
