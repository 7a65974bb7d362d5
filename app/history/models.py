"""The tables of the record of steps: who did what, from where to where, when and why.

Steps are only added; triggers refuse UPDATE and DELETE. What must stay deletable lies beside them:
the free text of a step and the salts, without which nobody can tell what a hash was made of.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import UtcDateTime, enum_column, relation


class ActorKind(StrEnum):
    resident = "resident"
    staff = "staff"
    system = "system"


class StepText(SQLModel, table=True):
    """What somebody typed as the reason of a step. Can be deleted, never changed."""

    __tablename__ = "step_text"

    step_id: int | None = Field(default=None, foreign_key="step.id", primary_key=True)
    salt: str = Field(max_length=32)
    text: str = Field(max_length=4000)


class StepEvidence(SQLModel, table=True):
    """Which contents of its item a step stands for, `fields` with commas between them.

    The contents lie in the item and their salted hash in the step. Can be deleted, never changed.
    """

    __tablename__ = "step_evidence"

    step_id: int | None = Field(default=None, foreign_key="step.id", primary_key=True)
    salt: str = Field(max_length=32)
    fields: str = Field(max_length=1000)


class Step(SQLModel, table=True):
    """`thread` is the Vorgangsnummer (or another chain's name); each thread is a hash chain.

    `hash` covers the content and the hash of the step before it in the same thread, so writes
    to different Vorgänge never wait for each other. `hash_version` says by which rule: 1 has its
    reason in the row, 2 has a `phrase` with `parameters`, or the hash of a text, or neither.
    """

    __tablename__ = "step"
    __table_args__ = (
        UniqueConstraint("thread", "seq"),
        CheckConstraint("seq >= 1", name="seq_positive"),
        CheckConstraint("(actor_kind = 'staff') = (staff_id IS NOT NULL)", name="staff_named"),
        CheckConstraint("hash_version IN (1, 2)", name="hash_version"),
        CheckConstraint("hash_version = 1 OR reason = ''", name="reason_beside"),
        CheckConstraint(
            "hash_version = 2 OR (phrase = '' AND parameters = '' AND text_hash = ''"
            " AND evidence_hash = '')",
            name="old_rows_plain",
        ),
        CheckConstraint("phrase <> '' OR parameters = ''", name="parameters_of_phrase"),
    )

    id: int | None = Field(default=None, primary_key=True)
    # Rows that were there before the column follow the first rule.
    hash_version: int = Field(default=2, sa_column_kwargs={"server_default": "1"})
    thread: str = Field(max_length=40)
    seq: int
    step: str = Field(max_length=40)
    actor_kind: ActorKind = Field(sa_column=enum_column(ActorKind, "actor_kind"))
    staff_id: int | None = Field(default=None, foreign_key="mitarbeiter.id", index=True)
    actor_name: str = Field(default="", max_length=120)
    from_status: str | None = Field(default=None, max_length=40)
    to_status: str | None = Field(default=None, max_length=40)
    reason_v1: str = Field(default="", sa_column=Column("reason", String(4000), nullable=False))
    phrase: str = Field(default="", max_length=60, sa_column_kwargs={"server_default": ""})
    parameters: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    text_hash: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    evidence_hash: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    amount_cent: int | None = Field(default=None)
    public: bool = Field(default=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    prev_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)

    text: StepText | None = relation(uselist=False)
    evidence: StepEvidence | None = relation(uselist=False)

    @property
    def reason(self) -> str:
        """What somebody typed; "" where nothing was, or where it has been deleted. Needs `text`."""
        if not self.text_hash:
            return self.reason_v1
        return self.text.text if self.text else ""

    @property
    def lacks_text(self) -> bool:
        """Something was typed and has been deleted since. Needs `text`."""
        return bool(self.text_hash) and self.text is None


class StepHead(SQLModel, table=True):
    """Where a thread ends: written with each step, and triggers let it go forward only.

    Without it nobody could tell a thread that lost its last steps from a shorter one.
    """

    __tablename__ = "step_head"
    __table_args__ = (CheckConstraint("seq >= 1", name="seq_positive"),)

    thread: str = Field(max_length=40, primary_key=True)
    seq: int
    hash: str = Field(max_length=64)
