"""fonds, votum, pruefung, befangenheit, zuweisung: who decides, what was corrected, who stands in

Revision ID: 20261130_zustaendige
Revises: 20261130_rollen
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_zustaendige"
down_revision = "20261130_rollen"
branch_labels = None
depends_on = None

_TERMS = "ck_fonds_fristen"
_OLD_TERMS = "frist_rueckfrage_tage > 0 AND frist_pruefung_tage > 0 AND frist_freigabe_tage > 0"
_MAJORITY = "ck_votum_mehrheit"
_ROLES = (
    "quartierskoordination",
    "bezirksvorsteher",
    "gesamtkoordination",
    "kasse",
    "revision",
    "administration",
)


def upgrade() -> None:
    with op.batch_alter_table("fonds") as fonds:
        fonds.drop_constraint(op.f(_TERMS), type_="check")
        fonds.add_column(
            sa.Column("frist_beanstandung_tage", sa.Integer(), nullable=False, server_default="7")
        )
    with op.batch_alter_table("fonds") as fonds:
        fonds.alter_column("frist_beanstandung_tage", server_default=None)
        fonds.create_check_constraint(
            op.f(_TERMS), f"{_OLD_TERMS} AND frist_beanstandung_tage > 0"
        )
    with op.batch_alter_table("votum") as votum:
        votum.drop_constraint(op.f(_MAJORITY), type_="check")
        votum.add_column(sa.Column("berichtigt_am", sa.DateTime(timezone=True), nullable=True))
        votum.add_column(sa.Column("beanstandet_am", sa.DateTime(timezone=True), nullable=True))
        votum.create_check_constraint(op.f(_MAJORITY), "empfohlen_cent = 0 OR ja > nein")
    with op.batch_alter_table("pruefung") as pruefung:
        pruefung.add_column(
            sa.Column("zurueckgenommen_am", sa.DateTime(timezone=True), nullable=True)
        )
    _settle_biases()
    op.create_table(
        "zuweisung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vorgang_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "rolle",
            sa.Enum(*_ROLES, name="rolle", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("zugewiesen_am", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["vorgang_id"], ["vorgang.id"], name=op.f("fk_zuweisung_vorgang_id_vorgang")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["mitarbeiter.id"], name=op.f("fk_zuweisung_staff_id_mitarbeiter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zuweisung")),
        sa.UniqueConstraint("vorgang_id", "rolle", name=op.f("uq_zuweisung_vorgang_id_rolle")),
    )
    op.create_index(op.f("ix_zuweisung_staff_id"), "zuweisung", ["staff_id"])


def downgrade() -> None:
    op.drop_table("zuweisung")
    with op.batch_alter_table("befangenheit") as befangenheit:
        befangenheit.drop_column("fest")
    with op.batch_alter_table("pruefung") as pruefung:
        pruefung.drop_column("zurueckgenommen_am")
    # A Konsens that one no has prevented has no place in the old rule.
    op.execute("UPDATE votum SET ja = nein WHERE ja > nein AND empfohlen_cent = 0")
    with op.batch_alter_table("votum") as votum:
        votum.drop_constraint(op.f(_MAJORITY), type_="check")
        votum.drop_column("berichtigt_am")
        votum.drop_column("beanstandet_am")
        votum.create_check_constraint(op.f(_MAJORITY), "(ja > nein) = (empfohlen_cent > 0)")
    with op.batch_alter_table("fonds") as fonds:
        fonds.drop_constraint(op.f(_TERMS), type_="check")
        fonds.drop_column("frist_beanstandung_tage")
        fonds.create_check_constraint(op.f(_TERMS), _OLD_TERMS)


def _settle_biases() -> None:
    """Those declared so far were told that they cannot be taken back."""
    with op.batch_alter_table("befangenheit") as befangenheit:
        befangenheit.add_column(
            sa.Column("fest", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("befangenheit") as befangenheit:
        befangenheit.alter_column("fest", server_default=None)
