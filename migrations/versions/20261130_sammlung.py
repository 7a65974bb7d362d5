"""sammlung: Ideen of an event are counted for themselves

Revision ID: 20261130_sammlung
Revises: 20261130_eingabe
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_sammlung"
down_revision = "20261130_eingabe"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sammlung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quartier_id", sa.Integer(), nullable=False),
        sa.Column("titel", sa.String(length=120), nullable=False),
        sa.Column("kurz", sa.String(length=12), nullable=False),
        sa.Column("hoechstens", sa.Integer(), nullable=False),
        sa.Column("eingegangen", sa.Integer(), nullable=False),
        sa.Column("angelegt_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gilt_bis", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beendet_am", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "hoechstens BETWEEN 1 AND 500", name=op.f("ck_sammlung_hoechstens")
        ),
        sa.CheckConstraint(
            "eingegangen BETWEEN 0 AND hoechstens", name=op.f("ck_sammlung_eingegangen")
        ),
        sa.CheckConstraint("gilt_bis > angelegt_am", name=op.f("ck_sammlung_gilt_bis")),
        sa.ForeignKeyConstraint(
            ["quartier_id"], ["quartier.id"], name=op.f("fk_sammlung_quartier_id_quartier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sammlung")),
        sa.UniqueConstraint("kurz", name=op.f("uq_sammlung_kurz")),
    )
    op.create_index(op.f("ix_sammlung_quartier_id"), "sammlung", ["quartier_id"])


def downgrade() -> None:
    op.drop_table("sammlung")
