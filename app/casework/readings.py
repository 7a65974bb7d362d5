"""Who of staff has opened which version of an item (rule 24): a step on several at once asks it.

A page is opened by GET, which changes nothing of the item; what is remembered is the opening, in a
transaction of its own, as a session remembers its last use.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Engine, UniqueConstraint, delete
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Field, Session, SQLModel, col, select

from app.db import UtcDateTime, session_for

KEPT = timedelta(days=30)


class StaffReading(SQLModel, table=True):
    """`version` as of app/casework/versions.py; the newest that this person has opened."""

    __tablename__ = "staff_reading"
    __table_args__ = (UniqueConstraint("staff_id", "thread"),)

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="mitarbeiter.id")
    thread: str = Field(max_length=40)
    version: str = Field(max_length=20)
    at: datetime = Field(sa_type=UtcDateTime, index=True)


def remember(engine: Engine, *, staff_id: int, thread: str, version: str, at: datetime) -> None:
    """That this person has this version before them. Rows that are long over go here."""
    old = (col(StaffReading.staff_id) == staff_id) & (col(StaffReading.thread) == thread)
    row = StaffReading(staff_id=staff_id, thread=thread, version=version, at=at)
    try:
        with session_for(engine, write=True) as session:
            session.execute(delete(StaffReading).where(old | (col(StaffReading.at) < at - KEPT)))
            session.add(row)
            session.commit()
    except (IntegrityError, OperationalError):
        # Two windows at once, or the database is busy: the page matters more than the note.
        return


def read_by(session: Session, staff_id: int | None, threads: Collection[str]) -> dict[str, str]:
    """By thread the version that this person has opened last."""
    if not threads:
        return {}
    query = select(StaffReading.thread, StaffReading.version).where(
        StaffReading.staff_id == staff_id, col(StaffReading.thread).in_(threads)
    )
    return dict(session.exec(query).all())
