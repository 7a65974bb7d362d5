"""The Fonds, for residents and for staff."""

from sqlmodel import Session, col, select

from app.fonds.models import Fonds, Fondsjahr
from app.settings import Settings
from tests.support.pages import CITY, FONDS, HEAD_OF_DISTRICT, Seite, fixed


def _account(session: Session, _settings: Settings) -> str:
    jahr = session.exec(
        select(Fondsjahr.jahr).join(Fonds).where(Fonds.slug == FONDS).order_by(col(Fondsjahr.jahr))
    ).all()[-1]
    return f"/intern/fonds/{FONDS}/{jahr}"


PAGES = (
    Seite("/fonds", fixed("/fonds")),
    Seite("/fonds/{slug}", fixed(f"/fonds/{FONDS}")),
    Seite("/intern/fonds", fixed("/intern/fonds"), "", HEAD_OF_DISTRICT),
    Seite("/intern/fonds/{slug}/{jahr}", _account, "", HEAD_OF_DISTRICT),
    Seite("/intern/fonds/{slug}/{jahr}", _account, "with its form", CITY),
)
