"""amt: a kind of place that a role can be given for

Revision ID: 20261125_amt
Revises: 20261125_loeschlauf
"""

import sqlalchemy as sa
from alembic import op

revision = "20261125_amt"
down_revision = "20261125_loeschlauf"
branch_labels = None
depends_on = None

_ROLES = (
    "quartierskoordination",
    "bezirksvorsteher",
    "gesamtkoordination",
    "kasse",
    "revision",
    "administration",
)


def _whole_city(condition: str) -> None:
    where = sa.text(condition)
    op.drop_index("uq_zustaendigkeit_stadt", "zustaendigkeit")
    op.create_index(
        "uq_zustaendigkeit_stadt",
        "zustaendigkeit",
        ["mitarbeiter_id", "rolle"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def _roles(batch: object, *roles: str) -> None:
    name = op.f("ck_zustaendigkeit_rolle")
    listed = ", ".join(f"'{role}'" for role in roles)
    batch.drop_constraint(name, type_="check")  # type: ignore[attr-defined]
    batch.create_check_constraint(name, f"rolle IN ({listed})")  # type: ignore[attr-defined]


def upgrade() -> None:
    op.create_table(
        "amt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amt")),
        sa.UniqueConstraint("slug", name=op.f("uq_amt_slug")),
        sa.UniqueConstraint("name", name=op.f("uq_amt_name")),
    )
    with op.batch_alter_table("zustaendigkeit") as batch:
        batch.add_column(sa.Column("amt_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_zustaendigkeit_amt_id_amt"), "amt", ["amt_id"], ["id"])
        batch.create_unique_constraint(
            op.f("uq_zustaendigkeit_mitarbeiter_id_rolle_amt_id"),
            ["mitarbeiter_id", "rolle", "amt_id"],
        )
        _roles(batch, *_ROLES, "fachamt")
        batch.create_check_constraint(
            op.f("ck_zustaendigkeit_scope_amt"), "(rolle IN ('fachamt')) = (amt_id IS NOT NULL)"
        )
    _whole_city("quartier_id IS NULL AND stadtbezirk_id IS NULL AND amt_id IS NULL")


def downgrade() -> None:
    _whole_city("quartier_id IS NULL AND stadtbezirk_id IS NULL")
    with op.batch_alter_table("zustaendigkeit") as batch:
        batch.drop_constraint(op.f("ck_zustaendigkeit_scope_amt"), type_="check")
        _roles(batch, *_ROLES)
        batch.drop_constraint(
            op.f("uq_zustaendigkeit_mitarbeiter_id_rolle_amt_id"), type_="unique"
        )
        batch.drop_constraint(op.f("fk_zustaendigkeit_amt_id_amt"), type_="foreignkey")
        batch.drop_column("amt_id")
    op.drop_table("amt")
