"""What the staff pages show."""

from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, select

from app.auth.models import Mitarbeiter
from app.errors import NotFound


def all_staff(session: Session) -> list[Mitarbeiter]:
    """Everybody with their roles, those who may work first, by name; two queries."""
    return list(
        session.exec(
            select(Mitarbeiter)
            .options(selectinload(Mitarbeiter.zustaendigkeiten))  # type: ignore[arg-type]
            .order_by(col(Mitarbeiter.aktiv).desc(), Mitarbeiter.name, col(Mitarbeiter.id))
        )
    )


def staff_choices(session: Session) -> list[tuple[str, str]]:
    """(id, name) of everybody who ever was staff, by name; for a filter."""
    rows = session.exec(select(Mitarbeiter.id, Mitarbeiter.name).order_by(Mitarbeiter.name))
    return [(str(id_), name) for id_, name in rows]


def one_of_staff(session: Session, staff_id: int) -> Mitarbeiter:
    """A person with their roles; two queries. Raises NotFound."""
    person = session.exec(
        select(Mitarbeiter)
        .options(selectinload(Mitarbeiter.zustaendigkeiten))  # type: ignore[arg-type]
        .where(Mitarbeiter.id == staff_id)
    ).first()
    if person is None:
        raise NotFound
    return person
