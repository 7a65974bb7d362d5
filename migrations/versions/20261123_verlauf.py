"""verlauf: the second version of the record of steps; what is free text can be deleted

Revision ID: 20261123_verlauf
Revises: 20261125_sprache
"""

import sqlalchemy as sa
from alembic import op

from migrations import record_guard

revision = "20261123_verlauf"
down_revision = "20261125_sprache"
branch_labels = None
depends_on = None

_PLAIN = "phrase = '' AND parameters = '' AND text_hash = '' AND evidence_hash = ''"
# Added column by column, also on SQLite: the rows and the triggers of the table stay untouched.
_COLUMNS = (
    "phrase VARCHAR(60) NOT NULL DEFAULT ''",
    "parameters TEXT NOT NULL DEFAULT ''"
    " CONSTRAINT ck_step_parameters_of_phrase CHECK (phrase <> '' OR parameters = '')",
    "text_hash VARCHAR(64) NOT NULL DEFAULT ''",
    "evidence_hash VARCHAR(64) NOT NULL DEFAULT ''",
    "hash_version INTEGER NOT NULL DEFAULT 1"
    " CONSTRAINT ck_step_hash_version CHECK (hash_version IN (1, 2))"
    " CONSTRAINT ck_step_reason_beside CHECK (hash_version = 1 OR reason = '')"
    f" CONSTRAINT ck_step_old_rows_plain CHECK (hash_version = 2 OR ({_PLAIN}))",
)


def upgrade() -> None:
    """What is there keeps its hash and is version 1. Threads get their head from their last step."""
    for column in _COLUMNS:
        op.execute(f"ALTER TABLE step ADD COLUMN {column}")
    _beside("step_text", sa.Column("text", sa.String(length=4000), nullable=False))
    _beside("step_evidence", sa.Column("fields", sa.String(length=1000), nullable=False))
    op.create_table(
        "step_head",
        sa.Column("thread", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_step_head_seq_positive")),
        sa.PrimaryKeyConstraint("thread", name=op.f("pk_step_head")),
    )
    op.execute(
        "INSERT INTO step_head (thread, seq, hash) SELECT step.thread, step.seq, step.hash"
        " FROM step JOIN (SELECT thread, MAX(seq) AS seq FROM step GROUP BY thread) AS last"
        " ON last.thread = step.thread AND last.seq = step.seq"
    )
    record_guard.create()


def downgrade() -> None:
    """Reasons and sentences of steps since then are gone, and their hashes verify no more."""
    op.drop_table("step_head")
    op.drop_table("step_evidence")
    op.drop_table("step_text")
    for name in ("hash_version", "evidence_hash", "text_hash", "parameters", "phrase"):
        op.execute(f"ALTER TABLE step DROP COLUMN {name}")


def _beside(table: str, content: sa.Column[str]) -> None:
    op.create_table(
        table,
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        content,
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f(f"fk_{table}_step_id_step")),
        sa.PrimaryKeyConstraint("step_id", name=op.f(f"pk_{table}")),
    )
