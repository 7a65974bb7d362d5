"""zugang: every secret link is a row of its own, with something random in it

Links and codes that were handed out stay as they are: `zufall` is what they were derived from.

Revision ID: 20261130_zugang
Revises: 20261127_schluessel
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_zugang"
down_revision = "20261127_schluessel"
branch_labels = None
depends_on = None

_ONE = "art = 'absender' AND widerrufen_am IS NULL"


def upgrade() -> None:
    _create()
    op.execute(
        """
        INSERT INTO zugang (art, vorgang_id, zufall, link_hash, code_hash, angelegt_am)
        SELECT 'absender', id, vorgangsnummer || ':' || CAST(link_stand AS VARCHAR(12)),
               link_hash, code_hash, angelegt_am
        FROM vorgang WHERE geloescht_am IS NULL ORDER BY id
        """
    )
    with op.batch_alter_table("vorgang") as vorgang:
        vorgang.drop_constraint(op.f("ck_vorgang_link_stand"), type_="check")
        vorgang.drop_constraint(op.f("uq_vorgang_link_hash"), type_="unique")
        for name in ("link_stand", "link_hash", "code_hash"):
            vorgang.drop_column(name)


def downgrade() -> None:
    """The code of before derives other links and codes from these rows: only what was handed out
    before the upgrade opens anything again."""
    with op.batch_alter_table("vorgang") as vorgang:
        vorgang.add_column(
            sa.Column("link_stand", sa.Integer(), nullable=False, server_default="1")
        )
        for name in ("link_hash", "code_hash"):
            vorgang.add_column(sa.Column(name, sa.String(length=64), nullable=True))
    for name in ("link_hash", "code_hash"):
        op.execute(
            f"""
            UPDATE vorgang SET {name} = coalesce(
                (SELECT {name} FROM zugang WHERE vorgang_id = vorgang.id AND {_ONE}),
                '{name} of nothing ' || vorgangsnummer
            )
            """  # noqa: S608 - names of our own
        )
    with op.batch_alter_table("vorgang") as vorgang:
        vorgang.alter_column("link_stand", server_default=None)
        for name in ("link_hash", "code_hash"):
            vorgang.alter_column(name, existing_type=sa.String(length=64), nullable=False)
        vorgang.create_check_constraint(op.f("ck_vorgang_link_stand"), "link_stand >= 1")
        vorgang.create_unique_constraint(op.f("uq_vorgang_link_hash"), ["link_hash"])
    op.drop_table("zugang")


def _create() -> None:
    op.create_table(
        "zugang",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "art",
            sa.Enum("absender", name="art", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("vorgang_id", sa.Integer(), nullable=False),
        sa.Column("zufall", sa.String(length=40), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("angelegt_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("widerrufen_am", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("zufall <> ''", name=op.f("ck_zugang_zufall")),
        sa.ForeignKeyConstraint(
            ["vorgang_id"], ["vorgang.id"], name=op.f("fk_zugang_vorgang_id_vorgang")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zugang")),
        sa.UniqueConstraint("zufall", name=op.f("uq_zugang_zufall")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_zugang_link_hash")),
    )
    op.create_index(op.f("ix_zugang_vorgang_id"), "zugang", ["vorgang_id"])
    op.create_index(
        "uq_zugang_absender",
        "zugang",
        ["vorgang_id"],
        unique=True,
        postgresql_where=sa.text(_ONE),
        sqlite_where=sa.text(_ONE),
    )
