"""Fixtures of the Antrag's tests."""

import pytest
from sqlmodel import Session

from tests.support.cast import Cast, cast_for


@pytest.fixture
def cast(session: Session) -> Cast:
    return cast_for(session)
