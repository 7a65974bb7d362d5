"""What an error tells, and to whom."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from app.db import session_for


def test_an_error_of_the_database_does_not_tell_what_people_typed(engine: Engine) -> None:
    statement = text("SELECT nothing FROM nowhere WHERE email = :email")
    with (
        session_for(engine, write=False) as session,
        pytest.raises(SQLAlchemyError) as failed,
    ):
        session.execute(statement, {"email": "anna@beispiel.de"})
    assert "anna@beispiel.de" not in str(failed.value)
