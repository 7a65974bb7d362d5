"""antrag_projekt: an Antrag may belong to a Projekt

Revision ID: 20261122_antrag_projekt
Revises: 20261122_kostenzeilen
"""

from alembic import op

revision = "20261122_antrag_projekt"
down_revision = "20261122_kostenzeilen"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Both engines add such a column in place, so the table with its many CHECKs is not rebuilt."""
    op.execute(
        "ALTER TABLE antrag ADD COLUMN projekt_id INTEGER"
        " CONSTRAINT fk_antrag_projekt_id_projekt REFERENCES projekt (id)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE antrag DROP COLUMN projekt_id")
