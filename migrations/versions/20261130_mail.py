"""mail: the state that it tells of, so that what time has overtaken is not sent

What waits in the outbox today names none and goes out as before.

Revision ID: 20261130_mail
Revises: 20261130_zugang
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_mail"
down_revision = "20261130_zugang"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mail") as mail:
        mail.add_column(
            sa.Column("stand", sa.String(length=40), nullable=False, server_default="")
        )
    with op.batch_alter_table("mail") as mail:
        mail.alter_column("stand", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("mail") as mail:
        mail.drop_column("stand")
