"""One table of steps: who did what, from where to where, when and why. Rows are only added."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import UtcDateTime, enum_column


class ActorKind(StrEnum):
    resident = "resident"
    staff = "staff"
    system = "system"


class Step(SQLModel, table=True):
    """`thread` is the Vorgangsnummer (or another chain's name); each thread is a hash chain.

    `hash` covers the content and the hash of the step before it in the same thread, so writes
    to different Vorgänge never wait for each other. Triggers refuse UPDATE and DELETE.
    """

    __tablename__ = "step"
    __table_args__ = (
        UniqueConstraint("thread", "seq"),
        CheckConstraint("seq >= 1", name="seq_positive"),
        CheckConstraint("(actor_kind = 'staff') = (staff_id IS NOT NULL)", name="staff_named"),
    )

    id: int | None = Field(default=None, primary_key=True)
    thread: str = Field(max_length=40)
    seq: int
    step: str = Field(max_length=40)
    actor_kind: ActorKind = Field(sa_column=enum_column(ActorKind, "actor_kind"))
    staff_id: int | None = Field(default=None, foreign_key="mitarbeiter.id", index=True)
    actor_name: str = Field(default="", max_length=120)
    from_status: str | None = Field(default=None, max_length=40)
    to_status: str | None = Field(default=None, max_length=40)
    reason: str = Field(default="", max_length=4000)
    amount_cent: int | None = Field(default=None)
    public: bool = Field(default=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    prev_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)
