"""rohtext: what was typed in a draft of an Antrag and cannot be read is kept as it was typed

Revision ID: 20261130_rohtext
Revises: 20261130_zustaendige
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_rohtext"
down_revision = "20261130_zustaendige"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rohtext",
        sa.Column("antrag_id", sa.Integer(), nullable=False),
        sa.Column("seite", sa.String(length=20), nullable=False),
        sa.Column("feld", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_rohtext_text")),
        sa.ForeignKeyConstraint(
            ["antrag_id"], ["antrag.id"], name=op.f("fk_rohtext_antrag_id_antrag")
        ),
        sa.PrimaryKeyConstraint("antrag_id", "seite", "feld", name=op.f("pk_rohtext")),
    )


def downgrade() -> None:
    op.drop_table("rohtext")
