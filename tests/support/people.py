"""Staff who are logged in, without the provider: a real session row and its cookie."""

from sqlmodel import Session

from app.auth import sessions
from app.auth.models import Mitarbeiter
from app.settings import Settings
from tests.support.client import PortalClient
from tests.support.clock import read_clock


def log_in(
    client: PortalClient, session: Session, settings: Settings, person: Mitarbeiter
) -> PortalClient:
    """The same client, now carrying the person's session; commits."""
    token = sessions.start(session, person, settings=settings, at=read_clock())
    session.commit()
    client.cookies.set(sessions.cookie_name(settings), token, domain="portal.test", path="/")
    return client
