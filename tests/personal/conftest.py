"""Who administers staff, and one of them."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from tests.support.client import PortalClient
from tests.support.factories import (
    eine_mitarbeiterin,
)

Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def admin(session: Session) -> Mitarbeiter:
    return eine_mitarbeiterin(session, Rolle.administration, name="Florian Nguyen")


@pytest.fixture
def anna(session: Session) -> Mitarbeiter:
    return eine_mitarbeiterin(session, Rolle.kasse, name="Anna Weber")


@pytest.fixture
def office(admin: Mitarbeiter, login: Login) -> PortalClient:
    return login(admin)
