"""idee: a Stadtteil without a Quartier has an addressee

Revision ID: 20261130_stadtteil
Revises: 20261130_rohtext
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_stadtteil"
down_revision = "20261130_rohtext"
branch_labels = None
depends_on = None

_CHECK = "quartier_oder_stadtteil"


def upgrade() -> None:
    with op.batch_alter_table("idee") as idee:
        idee.add_column(sa.Column("stadtteil_id", sa.Integer(), nullable=True))
        idee.alter_column("quartier_id", existing_type=sa.Integer(), nullable=True)
        idee.create_foreign_key(
            op.f("fk_idee_stadtteil_id_stadtteil"), "stadtteil", ["stadtteil_id"], ["id"]
        )
        idee.create_index(op.f("ix_idee_stadtteil_id"), ["stadtteil_id"])
        idee.create_check_constraint(
            op.f(f"ck_idee_{_CHECK}"), "quartier_id IS NOT NULL OR stadtteil_id IS NOT NULL"
        )


def downgrade() -> None:
    # Before, an Idee needed a Quartier: one of its Stadtbezirk, or any.
    op.execute(
        "UPDATE idee SET quartier_id = coalesce("
        "(SELECT min(quartier.id) FROM quartier JOIN stadtteil"
        " ON stadtteil.stadtbezirk_id = quartier.stadtbezirk_id"
        " WHERE stadtteil.id = idee.stadtteil_id),"
        " (SELECT min(id) FROM quartier)) WHERE quartier_id IS NULL"
    )
    with op.batch_alter_table("idee") as idee:
        idee.drop_constraint(op.f(f"ck_idee_{_CHECK}"), type_="check")
        idee.drop_index(op.f("ix_idee_stadtteil_id"))
        idee.drop_constraint(op.f("fk_idee_stadtteil_id_stadtteil"), type_="foreignkey")
        idee.alter_column("quartier_id", existing_type=sa.Integer(), nullable=False)
        idee.drop_column("stadtteil_id")
