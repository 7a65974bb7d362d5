"""The list, and one Projekt."""

from sqlmodel import Session, col, select

from app.projekte.models import Projekt
from app.settings import Settings
from tests.support.pages import Seite, fixed


def _projekt(session: Session, _settings: Settings) -> str:
    return f"/projekte/{session.exec(select(Projekt.slug).order_by(col(Projekt.id))).first()}"


PAGES = (Seite("/projekte", fixed("/projekte")), Seite("/projekte/{slug}", _projekt))
