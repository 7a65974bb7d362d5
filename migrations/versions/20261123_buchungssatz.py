"""buchungssatz: what the portal says of a Buchung is a code with parameters

Revision ID: 20261123_buchungssatz
Revises: 20261123_verlauf
"""

from alembic import op

revision = "20261123_buchungssatz"
down_revision = "20261123_verlauf"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Entries that are there keep the sentence that was written into them."""
    op.execute("ALTER TABLE buchung ADD COLUMN phrase VARCHAR(60) NOT NULL DEFAULT ''")
    op.execute(
        "ALTER TABLE buchung ADD COLUMN parameters TEXT NOT NULL DEFAULT ''"
        " CONSTRAINT ck_buchung_parameters_of_phrase CHECK (phrase <> '' OR parameters = '')"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE buchung DROP COLUMN parameters")
    op.execute("ALTER TABLE buchung DROP COLUMN phrase")
