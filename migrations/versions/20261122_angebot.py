"""angebot: an uploaded file names the line of the Kostenplan it belongs to

Revision ID: 20261122_angebot
Revises: 20261122_antrag_projekt
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_angebot"
down_revision = "20261122_antrag_projekt"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "angebot",
        sa.Column("datei_id", sa.Integer(), nullable=False),
        sa.Column("kostenposition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["datei_id"],
            ["datei.id"],
            name=op.f("fk_angebot_datei_id_datei"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["kostenposition_id"],
            ["kostenposition.id"],
            name=op.f("fk_angebot_kostenposition_id_kostenposition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("datei_id", name=op.f("pk_angebot")),
    )
    with op.batch_alter_table("angebot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_angebot_kostenposition_id"), ["kostenposition_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("angebot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_angebot_kostenposition_id"))
    op.drop_table("angebot")
