"""The secret link and code of a Vorgang, as its sender has them."""

from sqlmodel import Session, col, select

from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.models import Vorgang, Zugang


def zugang_of(session: Session, vorgangsnummer: str) -> Zugang:
    """The valid one."""
    return session.exec(
        select(Zugang)
        .join(Vorgang, col(Zugang.vorgang_id) == col(Vorgang.id))
        .where(Vorgang.vorgangsnummer == vorgangsnummer, col(Zugang.widerrufen_am).is_(None))
    ).one()


def secret_path(session: Session, vorgangsnummer: str, settings: Settings | None = None) -> str:
    """`settings` are those of the session, where none are given."""
    return links.path(settings or session.info["settings"], zugang_of(session, vorgangsnummer))


def secret_code(session: Session, vorgangsnummer: str) -> str:
    return links.code_of(session.info["settings"], zugang_of(session, vorgangsnummer))
