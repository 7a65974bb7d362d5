"""Doing what the database refuses: for tests of what the check finds afterwards."""

from sqlalchemy import text
from sqlmodel import Session


def tamper(session: Session, *statements: str) -> None:
    """Run SQL with all triggers off, like somebody who owns the database; commits.

    On SQLite the triggers are gone for the rest of the test: its file is its own.
    """
    session.commit()
    if session.get_bind().dialect.name == "sqlite":
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for name in session.execute(text(triggers)).scalars().all():
            session.execute(text(f"DROP TRIGGER {name}"))
    else:
        session.execute(text("SET LOCAL session_replication_role = replica"))
    for statement in statements:
        session.execute(text(statement))
    session.commit()
    session.expire_all()
