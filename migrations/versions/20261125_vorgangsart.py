"""vorgangsart: which kinds of Vorgang there are say the doors of the features, not a CHECK

Revision ID: 20261125_vorgangsart
Revises: 20261122_geschwaerzt
"""

from alembic import op

revision = "20261125_vorgangsart"
down_revision = "20261122_geschwaerzt"
branch_labels = None
depends_on = None

_KINDS = "art IN ('idee', 'antrag')"


def upgrade() -> None:
    for table in ("vorgang", "nummernkreis"):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_art"), type_="check")


def downgrade() -> None:
    for table in ("vorgang", "nummernkreis"):
        with op.batch_alter_table(table) as batch:
            batch.create_check_constraint(op.f(f"ck_{table}_art"), _KINDS)
