"""What staff say to an Idee, and where the tests look for it."""

from datetime import UTC, datetime

from sqlmodel import Session, col, select

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.ideen.antwort import Antwort
from app.ideen.models import Idee
from app.quartiere.models import Quartier
from tests.support.dom import parse
from tests.support.factories import eine_mitarbeiterin
from tests.support.zugang import secret_path

YES = {
    "machbar": "ja",
    "antwort_wann": "Herbst 2027",
    "antwort_text": "Das Tiefbauamt baut ihn mit dem Gehweg.",
}
PARTLY = {
    "machbar": "teilweise",
    "antwort_wann": "nach dem Haushaltsbeschluss",
    "antwort_text": "Zwei Bänke gehen, die dritte nicht.",
}
NO = {
    "machbar": "nein",
    "antwort_grund": "rechte_dritter",
    "antwort_text": "Der Platz gehört der Kirche, und sie möchte das nicht.",
}
OPEN = {
    "machbar": "noch_offen",
    "antwort_neues_datum": "2027-01-12",
    "antwort_text": "Das Tiefbauamt zählt im Dezember noch einmal.",
}
NEW_DAY = datetime(2027, 1, 12, 22, 59, tzinfo=UTC)


def coordinator(session: Session, quartier: Quartier, *, name: str) -> Mitarbeiter:
    return eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=quartier, name=name)


def fresh(session: Session, idee: Idee) -> Idee:
    session.expire_all()
    return session.exec(select(Idee).where(Idee.id == idee.id)).one()


def answers(session: Session, idee: Idee) -> list[Antwort]:
    query = select(Antwort).where(Antwort.idee_id == idee.id).order_by(col(Antwort.nummer))
    return list(session.exec(query))


def address(idee: Idee, step: str = "") -> str:
    return f"/intern/ideen/{idee.vorgangsnummer}{step}"


def own_page(session: Session, idee: Idee) -> str:
    return secret_path(session, idee.vorgangsnummer)


def version_of(page: str) -> dict[str, str]:
    """Over which state a staff page's forms were opened, as they send it along."""
    field = parse(page).css_first("[name=gesehen]")
    return {"gesehen": field.attributes["value"] or ""} if field else {}
