"""What the staff pages show."""

from collections.abc import Collection

from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, select

from app.auth.models import Mitarbeiter
from app.errors import NotFound
from app.personal.notices import THREAD


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


def names_of_threads(session: Session, threads: Collection[str]) -> dict[str, str]:
    """How the people are called whom these threads of the record are about."""
    ids = {thread.removeprefix(THREAD): thread for thread in threads}
    wanted = [int(id_) for id_ in ids if id_.isdecimal() and len(id_) < 10]
    rows = session.exec(
        select(Mitarbeiter.id, Mitarbeiter.name).where(col(Mitarbeiter.id).in_(wanted))
    )
    return {ids[str(id_)]: name for id_, name in rows}
