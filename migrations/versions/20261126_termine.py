"""fondsjahr: no Annahmeschluss after its Sitzung

Revision ID: 20261126_termine
Revises: 20261126_loeschfehler
"""

from alembic import op

revision = "20261126_termine"
down_revision = "20261126_loeschfehler"
branch_labels = None
depends_on = None

_NAME = "ck_fondsjahr_frist_vor_sitzung"


def upgrade() -> None:
    # No form has set these days so far: whoever did it by hand may have mixed them up.
    op.execute("UPDATE fondsjahr SET naechste_frist = NULL WHERE naechste_frist > naechste_sitzung")
    with op.batch_alter_table("fondsjahr") as fondsjahr:
        fondsjahr.create_check_constraint(op.f(_NAME), "naechste_frist <= naechste_sitzung")


def downgrade() -> None:
    with op.batch_alter_table("fondsjahr") as fondsjahr:
        fondsjahr.drop_constraint(op.f(_NAME), type_="check")
