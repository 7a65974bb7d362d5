"""deminimis: what state aid an undertaking had in the last three years

Revision ID: 20261122_deminimis
Revises: 20261122_angebot
"""

from alembic import op

revision = "20261122_deminimis"
down_revision = "20261122_angebot"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE antrag ADD COLUMN deminimis_cent INTEGER"
        " CONSTRAINT ck_antrag_deminimis CHECK (deminimis_cent >= 0)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE antrag DROP COLUMN deminimis_cent")
