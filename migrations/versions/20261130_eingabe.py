"""eingabe: what stands on the check page of an Idee waits on the server for a day

Revision ID: 20261130_eingabe
Revises: 20261130_adresse
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_eingabe"
down_revision = "20261130_adresse"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ideeneingabe",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schluessel_hash", sa.String(length=64), nullable=False),
        sa.Column("felder", sa.Text(), nullable=False),
        sa.Column("einreichung", sa.String(length=64), nullable=False),
        sa.Column("zweifelhaft", sa.Boolean(), nullable=False),
        sa.Column("angelegt_am", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideeneingabe")),
        sa.UniqueConstraint("schluessel_hash", name=op.f("uq_ideeneingabe_schluessel_hash")),
    )
    op.create_index(op.f("ix_ideeneingabe_einreichung"), "ideeneingabe", ["einreichung"])
    op.create_index(op.f("ix_ideeneingabe_angelegt_am"), "ideeneingabe", ["angelegt_am"])


def downgrade() -> None:
    """What was not handed in yet is lost."""
    op.drop_table("ideeneingabe")
