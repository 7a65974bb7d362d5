"""fondsregel: every Fonds is held to year end, openness and goals (R10, R22, R28)

Revision ID: 20261130_regeln
Revises: 20261130_suchschluessel
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_regeln"
down_revision = "20261130_suchschluessel"
branch_labels = None
depends_on = None

_NEW = ("R10", "R22", "R28")


def upgrade() -> None:
    """Their questions were asked before and their answers never looked at. Each blocks, with the
    parameter that the register knows."""
    insert = sa.text(
        "INSERT INTO fondsregel (fonds_id, regel, schwere, wert)"
        " SELECT fonds.id, CAST(:regel AS VARCHAR(3)), 'B', NULL FROM fonds WHERE NOT EXISTS"
        " (SELECT 1 FROM fondsregel WHERE fonds_id = fonds.id AND regel = CAST(:regel AS VARCHAR(3)))"
    )
    for regel in _NEW:
        op.get_bind().execute(insert, {"regel": regel})


def downgrade() -> None:
    # What a Fonds has set for itself stays.
    op.get_bind().execute(
        sa.text("DELETE FROM fondsregel WHERE regel IN :regeln AND schwere = 'B' AND wert IS NULL").bindparams(
            sa.bindparam("regeln", _NEW, expanding=True)
        )
    )
