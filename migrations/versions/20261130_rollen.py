"""zustaendigkeit: a role waits for a second person, and has days on which it counts

Roles that were given before stay in force.

Revision ID: 20261130_rollen
Revises: 20261130_regeln
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_rollen"
down_revision = "20261130_regeln"
branch_labels = None
depends_on = None

_ROLES = "'quartierskoordination', 'bezirksvorsteher', 'gesamtkoordination', 'kasse', 'administration'"
_CHECKS = {
    "tage": "gilt_ab <= gilt_bis",
    "wartet": "wartet_seit IS NULL OR bestaetigt_von_id IS NULL",
    "nicht_selbst": "vergeben_von_id <> mitarbeiter_id",
    "andere": "bestaetigt_von_id <> mitarbeiter_id AND bestaetigt_von_id <> vergeben_von_id",
    "vier_augen": "wartet_seit IS NOT NULL OR bestaetigt_von_id IS NOT NULL"
    f" OR vergeben_von_id IS NULL OR rolle NOT IN ({_ROLES})",
}
_PEOPLE = ("vergeben_von_id", "bestaetigt_von_id")


def upgrade() -> None:
    with op.batch_alter_table("zustaendigkeit") as table:
        table.add_column(
            sa.Column("vertretung", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("gilt_ab", sa.Date(), nullable=True))
        table.add_column(sa.Column("gilt_bis", sa.Date(), nullable=True))
        table.add_column(sa.Column("wartet_seit", sa.DateTime(timezone=True), nullable=True))
        for name in _PEOPLE:
            table.add_column(sa.Column(name, sa.Integer(), nullable=True))
            table.create_foreign_key(
                op.f(f"fk_zustaendigkeit_{name}_mitarbeiter"), "mitarbeiter", [name], ["id"]
            )
        for name, condition in _CHECKS.items():
            table.create_check_constraint(op.f(f"ck_zustaendigkeit_{name}"), condition)
    with op.batch_alter_table("zustaendigkeit") as table:
        table.alter_column("vertretung", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    # The code of before takes every row for a role that counts: what does not count goes.
    op.execute(
        "DELETE FROM zustaendigkeit WHERE wartet_seit IS NOT NULL"
        " OR gilt_ab > CURRENT_DATE OR gilt_bis < CURRENT_DATE"
    )
    with op.batch_alter_table("zustaendigkeit") as table:
        for name in _CHECKS:
            table.drop_constraint(op.f(f"ck_zustaendigkeit_{name}"), type_="check")
        for name in _PEOPLE:
            table.drop_constraint(
                op.f(f"fk_zustaendigkeit_{name}_mitarbeiter"), type_="foreignkey"
            )
            table.drop_column(name)
        for name in ("wartet_seit", "gilt_bis", "gilt_ab", "vertretung"):
            table.drop_column(name)
