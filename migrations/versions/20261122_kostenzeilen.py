"""kostenzeilen: a line of the Kostenplan has quantity and unit price

Revision ID: 20261122_kostenzeilen
Revises: 20261122_grundlage
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_kostenzeilen"
down_revision = "20261122_grundlage"
branch_labels = None
depends_on = None

def upgrade() -> None:
    """What was one amount becomes one piece at that price."""
    with op.batch_alter_table("kostenposition", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_kostenposition_betrag"), type_="check")
        batch_op.add_column(sa.Column("anzahl", sa.Integer(), nullable=False, server_default="1"))
        batch_op.alter_column("betrag_cent", new_column_name="einzelpreis_cent")
    with op.batch_alter_table("kostenposition", schema=None) as batch_op:
        batch_op.alter_column("anzahl", server_default=None)
        batch_op.create_check_constraint(
            batch_op.f("ck_kostenposition_anzahl"), "anzahl BETWEEN 1 AND 9999"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_kostenposition_einzelpreis"), "einzelpreis_cent > 0"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_kostenposition_betrag"),
            "CAST(anzahl AS BIGINT) * einzelpreis_cent <= 999999999",
        )


def downgrade() -> None:
    """The amount stays; of how many pieces it was is forgotten."""
    with op.batch_alter_table("kostenposition", schema=None) as batch_op:
        for name in ("anzahl", "einzelpreis", "betrag"):
            batch_op.drop_constraint(batch_op.f(f"ck_kostenposition_{name}"), type_="check")
    op.execute("UPDATE kostenposition SET einzelpreis_cent = anzahl * einzelpreis_cent")
    with op.batch_alter_table("kostenposition", schema=None) as batch_op:
        batch_op.drop_column("anzahl")
        batch_op.alter_column("einzelpreis_cent", new_column_name="betrag_cent")
    with op.batch_alter_table("kostenposition", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_kostenposition_betrag"), "betrag_cent > 0"
        )
