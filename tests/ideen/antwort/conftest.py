"""An Idee that waits for its answer, and who gives it."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.quartiere.models import Quartier
from tests.ideen.antwort.statements import coordinator
from tests.support.client import PortalClient
from tests.support.factories import ein_quartier, eine_idee

Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, slug="heslach", name="Heslach")


@pytest.fixture
def koordination(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    return login(coordinator(session, heslach, name="Karla Koord"))


@pytest.fixture
def idee(session: Session, heslach: Quartier) -> Idee:
    return eine_idee(
        session,
        Ideenstatus.veroeffentlicht,
        quartier=heslach,
        titel="Zebrastreifen",
        email="anna@beispiel.de",
    )
