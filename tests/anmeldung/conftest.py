"""The portal of these tests logs in at a real provider process, or at one that lies."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.settings import Settings
from tests.support.factories import eine_mitarbeiterin
from tests.support.provider import real_provider
from tests.support.rogue_provider import Rogue, rogue_provider

PEOPLE = [
    {"sub": "jule", "email": "Jule@stadt.example", "email_verified": True, "name": "Jule"},
    {"sub": "jule-2", "email": "jule@stadt.example", "email_verified": True},
    {"sub": "ungeprueft", "email": "jule@stadt.example", "email_verified": False},
    {"sub": "wort", "email": "jule@stadt.example", "email_verified": "true"},
    {"sub": "ohne-pruefung", "email": "jule@stadt.example"},
    {"sub": "fremd", "email": "fremd@anderswo.example", "email_verified": True},
]


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    with real_provider(PEOPLE) as issuer:
        yield issuer


@pytest.fixture
def rogue() -> Iterator[Rogue]:
    with rogue_provider() as rogue:
        yield rogue


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    """Tests log in at the provider they ask for: `rogue` or `issuer`."""
    for name in ("rogue", "issuer"):
        if name in request.fixturenames:
            provider = request.getfixturevalue(name)
            address = provider.issuer if name == "rogue" else provider
            return settings.model_copy(update={"oidc_issuer": address})
    return settings


@pytest.fixture
def jule(session: Session, issuer: str) -> Mitarbeiter:
    """Known to the real provider, invited, and never logged in."""
    return eine_mitarbeiterin(
        session,
        Rolle.gesamtkoordination,
        name="Jule Hagen",
        email="jule@stadt.example",
        oidc_iss=None,
        oidc_sub=None,
    )
