"""fonds: the next Annahmeschluss and Sitzung, taken over from fondsjahr; none after the other

Revision ID: 20261126_termine
Revises: 20261126_loeschfehler
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_termine"
down_revision = "20261126_loeschfehler"
branch_labels = None
depends_on = None

_DAYS = ("naechste_frist", "naechste_sitzung")
_CHECK = "ck_fonds_frist_vor_sitzung"

# A Fonds has one next round: that of the newest year that names a day of one.
_OF_NEWEST = """(
SELECT {column} FROM fondsjahr
WHERE fonds_id = fonds.id AND (naechste_frist IS NOT NULL OR naechste_sitzung IS NOT NULL)
ORDER BY jahr DESC LIMIT 1
)"""


def upgrade() -> None:
    with op.batch_alter_table("fonds") as fonds:
        for column in _DAYS:
            fonds.add_column(sa.Column(column, sa.Date(), nullable=True))
    op.execute(
        "UPDATE fonds SET " + ", ".join(f"{c} = {_OF_NEWEST.format(column=c)}" for c in _DAYS)
    )
    # No form has set these days so far: whoever did it by hand may have mixed them up.
    op.execute("UPDATE fonds SET naechste_frist = NULL WHERE naechste_frist > naechste_sitzung")
    with op.batch_alter_table("fonds") as fonds:
        fonds.create_check_constraint(op.f(_CHECK), "naechste_frist <= naechste_sitzung")
    with op.batch_alter_table("fondsjahr") as fondsjahr:
        for column in _DAYS:
            fondsjahr.drop_column(column)


def downgrade() -> None:
    """Every year of the Fonds gets its days: the one that runs is among them."""
    with op.batch_alter_table("fondsjahr") as fondsjahr:
        for column in _DAYS:
            fondsjahr.add_column(sa.Column(column, sa.Date(), nullable=True))
    back = ", ".join(
        f"{c} = (SELECT {c} FROM fonds WHERE fonds.id = fondsjahr.fonds_id)" for c in _DAYS
    )
    op.execute(f"UPDATE fondsjahr SET {back}")
    with op.batch_alter_table("fonds") as fonds:
        fonds.drop_constraint(op.f(_CHECK), type_="check")
        for column in _DAYS:
            fonds.drop_column(column)
