"""What stands of a person in the database."""

from sqlmodel import Session, select

from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.history.chain import trail
from app.personal.steps import WORDS


def steps_of(session: Session, person: Mitarbeiter) -> list[tuple[str, str, int | None]]:
    return [(s.step, WORDS.reason(s), s.staff_id) for s in trail(session, f"personal-{person.id}")]


def roles_of(session: Session, person: Mitarbeiter) -> list[Zustaendigkeit]:
    query = select(Zustaendigkeit).where(Zustaendigkeit.mitarbeiter_id == person.id)
    return list(session.exec(query.order_by(Zustaendigkeit.id)))
