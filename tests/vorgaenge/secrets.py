"""The secret link and code of a Vorgang, as its sender has them."""

from sqlmodel import Session, select

from app.antraege.models import Antrag
from app.ideen.models import Idee
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.models import Vorgang
from tests.support.dom import parse


def vorgang_of(session: Session, idee: Idee | Antrag) -> Vorgang:
    session.expire_all()
    return session.exec(select(Vorgang).where(Vorgang.id == idee.vorgang_id)).one()


def secret(session: Session, idee: Idee | Antrag) -> str:
    vorgang = vorgang_of(session, idee)
    settings: Settings = session.info["settings"]
    return "/vorgang/" + links.token_for(settings, vorgang.vorgangsnummer, vorgang.link_stand)


def code(session: Session, idee: Idee) -> str:
    vorgang = vorgang_of(session, idee)
    return links.code_for(session.info["settings"], vorgang.vorgangsnummer, vorgang.link_stand)


def sent_along(page: str) -> dict[str, str]:
    """Over which state the page's forms were opened, as they send it along."""
    return {"gesehen": parse(page).css_first("[name=gesehen]").attributes["value"] or ""}
