"""loeschlauf: what is deleted after its time, and what stands of it

Revision ID: 20261125_loeschlauf
Revises: 20261125_antwort
"""

import sqlalchemy as sa
from alembic import op

revision = "20261125_loeschlauf"
down_revision = "20261125_antwort"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("vorgang", sa.Column("geloescht_am", sa.DateTime(timezone=True)))
    op.create_table(
        "loeschfrist",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("gilt_seit", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bestaetigt_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bestaetigt_von_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(bestaetigt_am IS NULL) = (bestaetigt_von_id IS NULL)",
            name=op.f("ck_loeschfrist_bestaetigt_von"),
        ),
        sa.ForeignKeyConstraint(
            ["bestaetigt_von_id"],
            ["mitarbeiter.id"],
            name=op.f("fk_loeschfrist_bestaetigt_von_id_mitarbeiter"),
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_loeschfrist")),
    )
    op.create_table(
        "loeschlauf",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nacht", sa.Date(), nullable=True),
        sa.Column("begonnen_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("belegt_bis", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beendet_am", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loeschlauf")),
        sa.UniqueConstraint("nacht", name=op.f("uq_loeschlauf_nacht")),
    )
    op.create_table(
        "loeschzahl",
        sa.Column("lauf_id", sa.Integer(), nullable=False),
        sa.Column("frist", sa.String(length=40), nullable=False),
        sa.Column(
            "art",
            sa.Enum(
                "geloescht",
                "anonymisiert",
                name="art",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("anzahl", sa.Integer(), nullable=False),
        sa.Column("probe", sa.Boolean(), nullable=False),
        sa.CheckConstraint("anzahl >= 0", name=op.f("ck_loeschzahl_anzahl")),
        sa.ForeignKeyConstraint(
            ["lauf_id"], ["loeschlauf.id"], name=op.f("fk_loeschzahl_lauf_id_loeschlauf")
        ),
        sa.PrimaryKeyConstraint("lauf_id", "frist", name=op.f("pk_loeschzahl")),
    )


def downgrade() -> None:
    """What was deleted stays deleted."""
    op.drop_table("loeschzahl")
    op.drop_table("loeschlauf")
    op.drop_table("loeschfrist")
    op.drop_column("vorgang", "geloescht_am")
