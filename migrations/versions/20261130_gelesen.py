"""staff_reading: who of staff has opened which version of an item

Revision ID: 20261130_gelesen
Revises: 20261130_sammlung
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_gelesen"
down_revision = "20261130_sammlung"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("thread", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["mitarbeiter.id"], name=op.f("fk_staff_reading_staff_id_mitarbeiter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_reading")),
        sa.UniqueConstraint(
            "staff_id", "thread", name=op.f("uq_staff_reading_staff_id_thread")
        ),
    )
    op.create_index(op.f("ix_staff_reading_at"), "staff_reading", ["at"])


def downgrade() -> None:
    op.drop_table("staff_reading")
