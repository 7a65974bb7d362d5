"""vorgang: mail about a draft goes to the address that its page "Wer" names

Until now what was corrected there changed nothing. A submitted Antrag keeps both as they are: its
sender may have changed the address of the Vorgang since.

Revision ID: 20261130_adresse
Revises: 20261130_mail
"""

from alembic import op

revision = "20261130_adresse"
down_revision = "20261130_mail"
branch_labels = None
depends_on = None

_NAMED = """
    SELECT antragsteller.email FROM antragsteller JOIN antrag ON antrag.id = antragsteller.antrag_id
    WHERE antrag.vorgang_id = vorgang.id AND antrag.status = 'entwurf'
    AND antragsteller.email <> ''
"""


def upgrade() -> None:
    op.execute(f"UPDATE vorgang SET email = ({_NAMED}) WHERE EXISTS ({_NAMED})")  # noqa: S608


def downgrade() -> None:
    """Nothing: an address that was mended is right for the code of before as well."""
