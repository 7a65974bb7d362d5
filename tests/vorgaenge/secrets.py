"""The secret link and code of a Vorgang, as its sender has them."""

from sqlmodel import Session, select

from app.antraege.models import Antrag
from app.ideen.models import Idee
from app.vorgaenge.models import Vorgang
from tests.support.dom import parse
from tests.support.zugang import secret_code, secret_path


def vorgang_of(session: Session, idee: Idee | Antrag) -> Vorgang:
    session.expire_all()
    return session.exec(select(Vorgang).where(Vorgang.id == idee.vorgang_id)).one()


def secret(session: Session, idee: Idee | Antrag) -> str:
    return secret_path(session, idee.vorgangsnummer)


def code(session: Session, idee: Idee) -> str:
    return secret_code(session, idee.vorgangsnummer)


def sent_along(page: str) -> dict[str, str]:
    """Over which state the page's forms were opened, as they send it along."""
    return {"gesehen": parse(page).css_first("[name=gesehen]").attributes["value"] or ""}
