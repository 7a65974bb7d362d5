"""Which Projekte the public sees, and one named query for each page."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, case
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.errors import NotFound
from app.projekte.filters import Projektfilter
from app.projekte.models import Projekt, ProjektHandlungsfeld, ProjektQuartier, ProjektZielgruppe
from app.projekte.status import BESTEHEND, KOMMEND, LAUFEND, OEFFENTLICH
from app.quartiere.models import Quartier

# What people can still join comes first.
_NOW_FIRST = case(
    (LAUFEND.holds(col(Projekt.status)), 1),
    (KOMMEND.holds(col(Projekt.status)), 2),
    else_=3,
)


def is_public() -> ColumnElement[bool]:
    """The one rule of what the public sees."""
    return OEFFENTLICH.holds(col(Projekt.status))


def _public() -> SelectOfScalar[Projekt]:
    return (
        select(Projekt)
        .where(is_public())
        .options(selectinload(Projekt.quartiere))  # type: ignore[arg-type]
        .order_by(_NOW_FIRST, col(Projekt.beginn).desc(), col(Projekt.id).desc())
    )


def public_list(wanted: Projektfilter) -> SelectOfScalar[Projekt]:
    """What everybody may read of what is wanted, in its order."""
    query = _public()
    for condition in _conditions(wanted):
        query = query.where(condition)
    return query


def newest(session: Session, *, quartier_id: int | None = None, limit: int) -> Sequence[Projekt]:
    """For the start page and for a Quartier: running ones first, the newest of them first."""
    query = _public()
    if quartier_id is not None:
        query = query.where(_in_quartier(quartier_id))
    return session.exec(query.limit(limit)).all()


def public_one(session: Session, slug: str) -> Projekt:
    """With all that its page shows. Raises NotFound, also for one that is not public."""
    projekt = session.exec(
        select(Projekt)
        .where(is_public(), Projekt.slug == slug)
        .options(
            joinedload(Projekt.traeger),  # type: ignore[arg-type]
            selectinload(Projekt.quartiere),  # type: ignore[arg-type]
            selectinload(Projekt.ziele),  # type: ignore[arg-type]
            selectinload(Projekt.schritte),  # type: ignore[arg-type]
            selectinload(Projekt.handlungsfelder),  # type: ignore[arg-type]
            selectinload(Projekt.zielgruppen),  # type: ignore[arg-type]
            selectinload(Projekt.zieldimensionen),  # type: ignore[arg-type]
        )
    ).first()
    if projekt is None:
        raise NotFound
    return projekt


def choices(session: Session, quartier_ids: Sequence[int | None]) -> list[tuple[str, str]]:
    """(id, title) of what goes on in these Quartiere and is not over, for a form's list."""
    query = (
        select(Projekt.id, Projekt.titel)
        .join(ProjektQuartier)
        .where(
            BESTEHEND.holds(col(Projekt.status)),
            col(ProjektQuartier.quartier_id).in_(quartier_ids),
        )
        .distinct()
        .order_by(Projekt.titel)
    )
    return [(str(number), titel) for number, titel in session.exec(query)]


def _conditions(wanted: Projektfilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.quartier:
        quartier_id = select(Quartier.id).where(Quartier.slug == wanted.quartier)
        found.append(_in_quartier(quartier_id.scalar_subquery()))
    if wanted.handlungsfeld:
        found.append(
            select(ProjektHandlungsfeld.projekt_id)
            .where(
                ProjektHandlungsfeld.projekt_id == Projekt.id,
                ProjektHandlungsfeld.handlungsfeld == wanted.handlungsfeld,
            )
            .exists()
        )
    if wanted.zielgruppe:
        found.append(
            select(ProjektZielgruppe.projekt_id)
            .where(
                ProjektZielgruppe.projekt_id == Projekt.id,
                ProjektZielgruppe.zielgruppe == wanted.zielgruppe,
            )
            .exists()
        )
    if wanted.status:
        found.append(col(Projekt.status) == wanted.status)
    return found


def _in_quartier(quartier_id: object) -> ColumnElement[bool]:
    return (
        select(ProjektQuartier.projekt_id)
        .where(
            ProjektQuartier.projekt_id == Projekt.id,
            col(ProjektQuartier.quartier_id) == quartier_id,
        )
        .exists()
    )
