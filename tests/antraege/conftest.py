"""Fixtures of the Antrag's tests."""

import pytest
from sqlmodel import Session

from tests.antraege.staff import Desk, Login
from tests.support.cast import Cast, cast_for


@pytest.fixture
def cast(session: Session) -> Cast:
    return cast_for(session)


@pytest.fixture
def desk(cast: Cast, session: Session, login: Login) -> Desk:
    return Desk(cast, session, login)
