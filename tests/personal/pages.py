"""Who works here, an invitation, one person."""

from sqlmodel import Session, select

from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.settings import Settings
from tests.support.pages import ADMINISTRATION, CITY, COORDINATOR, Seite, fixed


def _colleague(session: Session, _settings: Settings) -> str:
    person = session.exec(select(Mitarbeiter).where(Mitarbeiter.oidc_sub == COORDINATOR)).first()
    return f"/intern/personal/{person.id if person else 1}"


def _her_role(session: Session, settings: Settings) -> str:
    person = _colleague(session, settings)
    own = select(Zustaendigkeit.id).where(
        Zustaendigkeit.mitarbeiter_id == int(person.rpartition("/")[2])
    )
    return f"{person}/zustaendigkeiten/{session.exec(own).first()}/entzug"


PAGES = (
    Seite("/intern/personal", fixed("/intern/personal"), "", ADMINISTRATION),
    Seite("/intern/personal/einladung", fixed("/intern/personal/einladung"), "", ADMINISTRATION),
    Seite("/intern/personal/{staff_id}", _colleague, "", ADMINISTRATION),
    Seite(
        "/intern/personal/{staff_id}/sperre",
        lambda session, settings: f"{_colleague(session, settings)}/sperre",
        "",
        ADMINISTRATION,
    ),
    Seite(
        "/intern/personal/{staff_id}/zustaendigkeiten/{zustaendigkeit_id}/entzug",
        _her_role,
        "",
        ADMINISTRATION,
    ),
    Seite("/intern/rollen", fixed("/intern/rollen"), "", CITY),
)
