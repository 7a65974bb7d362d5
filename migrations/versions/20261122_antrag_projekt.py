"""antrag_projekt: an Antrag may belong to a Projekt

Revision ID: 20261122_antrag_projekt
Revises: 20261122_kostenzeilen
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_antrag_projekt"
down_revision = "20261122_kostenzeilen"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("antrag", schema=None) as batch_op:
        batch_op.add_column(sa.Column("projekt_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_antrag_projekt_id_projekt"), "projekt", ["projekt_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("antrag", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_antrag_projekt_id_projekt"), type_="foreignkey")
        batch_op.drop_column("projekt_id")
