"""geschwaerzt: place and name as they were sent, where staff published others

Revision ID: 20261122_geschwaerzt
Revises: 20261122_deminimis
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_geschwaerzt"
down_revision = "20261122_deminimis"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("idee", sa.Column("original_ort", sa.String(length=120), nullable=True))
    op.add_column("idee", sa.Column("original_name_anzeige", sa.String(length=60), nullable=True))


def downgrade() -> None:
    op.drop_column("idee", "original_name_anzeige")
    op.drop_column("idee", "original_ort")
