"""loeschfehler: what a run did not get done stays known after it

Revision ID: 20261126_loeschfehler
Revises: 20261126_rueckantwort
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_loeschfehler"
down_revision = "20261126_rueckantwort"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "loeschfehler",
        sa.Column("lauf_id", sa.Integer(), nullable=False),
        sa.Column("frist", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["lauf_id"], ["loeschlauf.id"], name=op.f("fk_loeschfehler_lauf_id_loeschlauf")
        ),
        sa.PrimaryKeyConstraint("lauf_id", "frist", name=op.f("pk_loeschfehler")),
    )


def downgrade() -> None:
    op.drop_table("loeschfehler")
