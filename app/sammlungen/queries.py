"""Which Sammlungen there are, for staff and for whoever comes by a link."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select, update
from sqlmodel.sql.expression import SelectOfScalar

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.errors import NotFound
from app.quartiere.models import Quartier
from app.quartiere.zustaendigkeit import within
from app.sammlungen.models import Sammlung

LIST = 100
"""The newest that the staff's list shows."""


def visible_to(actor: Actor) -> SelectOfScalar[Sammlung]:
    reach = actor.reach(Permission.ideen_moderieren)
    return (
        select(Sammlung)
        .join(Quartier, col(Sammlung.quartier_id) == col(Quartier.id))
        .where(within(reach, Sammlung.quartier_id))
        .options(joinedload(Sammlung.quartier))  # type: ignore[arg-type]
    )


def newest(session: Session, actor: Actor) -> Sequence[Sammlung]:
    return session.exec(visible_to(actor).order_by(col(Sammlung.id).desc()).limit(LIST)).all()


def one(session: Session, actor: Actor, sammlung_id: int, *, lock: bool = False) -> Sammlung:
    """Raises NotFound for what the actor does not see."""
    query = visible_to(actor).where(Sammlung.id == sammlung_id)
    if lock:
        query = query.with_for_update(of=Sammlung)
    found = session.exec(query).first()
    if found is None:
        raise NotFound
    return found


def places_for(session: Session, actor: Actor) -> Sequence[Quartier]:
    """The Quartiere in which this actor may open one, by name."""
    reach = actor.reach(Permission.ideen_moderieren)
    return session.exec(
        select(Quartier).where(within(reach, Quartier.id)).order_by(Quartier.name)
    ).all()


def by_link(session: Session, kurz: str) -> Sammlung | None:
    """However its short name was typed; open or not, with the Quartier."""
    query = select(Sammlung).where(Sammlung.kurz == folded(kurz))
    return session.exec(query.options(joinedload(Sammlung.quartier))).first()  # type: ignore[arg-type]


def places_left(session: Session, kurz: str | None, *, at: datetime) -> int:
    """How many Ideen this Sammlung still takes; 0 where it is over or there is none."""
    found = by_link(session, kurz) if kurz else None
    return found.hoechstens - found.eingegangen if found and found.is_open(at) else 0


def count_in(session: Session, kurz: str | None, *, at: datetime) -> bool:
    """Count one Idee in; False where the Sammlung is over, full, or none."""
    if not kurz:
        return False
    counted = update(Sammlung).where(Sammlung.kurz == folded(kurz), open_ones(at))  # type: ignore[arg-type]
    done = session.execute(counted.values(eingegangen=col(Sammlung.eingegangen) + 1))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def open_ones(at: datetime) -> ColumnElement[bool]:
    return and_(
        col(Sammlung.beendet_am).is_(None),
        col(Sammlung.gilt_bis) > at,
        col(Sammlung.eingegangen) < col(Sammlung.hoechstens),
    )


def folded(kurz: str) -> str:
    return "".join(c for c in kurz.lower() if c.isalnum())[:12]
