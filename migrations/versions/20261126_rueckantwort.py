"""rueckantwort: what came with a sender's reply is called so, as the reply is; Antwort is the city's

Revision ID: 20261126_rueckantwort
Revises: 20261125_loeschlauf
"""

from alembic import op

revision = "20261126_rueckantwort"
down_revision = "20261125_loeschlauf"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE datei SET zweck = 'rueckantwort' WHERE zweck = 'antwort'")


def downgrade() -> None:
    op.execute("UPDATE datei SET zweck = 'antwort' WHERE zweck = 'rueckantwort'")
