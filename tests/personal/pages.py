"""Who works here, an invitation, one person."""

from sqlmodel import Session, select

from app.auth.models import Mitarbeiter
from app.settings import Settings
from tests.support.pages import ADMINISTRATION, COORDINATOR, Seite, fixed


def _colleague(session: Session, _settings: Settings) -> str:
    person = session.exec(select(Mitarbeiter).where(Mitarbeiter.oidc_sub == COORDINATOR)).first()
    return f"/intern/personal/{person.id if person else 1}"


PAGES = (
    Seite("/intern/personal", fixed("/intern/personal"), "", ADMINISTRATION),
    Seite("/intern/personal/einladung", fixed("/intern/personal/einladung"), "", ADMINISTRATION),
    Seite("/intern/personal/{staff_id}", _colleague, "", ADMINISTRATION),
)
