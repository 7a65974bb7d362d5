"""Fixtures of the Antrag's tests."""

import pytest
from sqlmodel import Session

from app.fonds.models import Fonds
from tests.antraege.draft import ALLE_REGELN, Draft
from tests.antraege.staff import Desk, Login
from tests.support.cast import Cast, cast_for
from tests.support.client import PortalClient
from tests.support.factories import ein_fonds, ein_fondsjahr, ein_quartier


@pytest.fixture
def cast(session: Session) -> Cast:
    return cast_for(session)


@pytest.fixture
def desk(cast: Cast, session: Session, login: Login) -> Desk:
    return Desk(cast, session, login)


@pytest.fixture
def fonds(session: Session) -> Fonds:
    """With every rule, for one Quartier, and already opened for the next year."""
    quartier = ein_quartier(session, name="Heslach")
    fonds = ein_fonds(
        session, quartier=quartier, regeln=ALLE_REGELN, slug="heslach", name="Fonds Heslach"
    )
    ein_fondsjahr(session, fonds, 2027)
    return fonds


@pytest.fixture
def draft(client: PortalClient, fonds: Fonds) -> Draft:
    return Draft.begun(client, fonds)
