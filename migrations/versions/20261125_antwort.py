"""antwort: the official answers to an Idee become rows, so that a correction adds one

Revision ID: 20261125_antwort
Revises: 20261123_buchungssatz
"""

import sqlalchemy as sa
from alembic import op

revision = "20261125_antwort"
down_revision = "20261123_buchungssatz"
branch_labels = None
depends_on = None

_MACHBAR = ("ja", "teilweise", "nein", "noch_offen")
_GRUND = (
    "rechtliche_gruende",
    "rechte_dritter",
    "keine_mittel",
    "nicht_zustaendig",
    "bereits_vorhanden",
    "technisch_nicht_moeglich",
    "kein_quartiersbezug",
)
_ANSWERED = "('umsetzbar', 'teilweise_umsetzbar', 'nicht_umsetzbar')"

# The first release let an answer be without its "when" where it had a reason: it gets the sign of
# text.formats.NOTHING, which no page shows. What a statement does not need is left behind.
_TO_ROWS = """
INSERT INTO antwort (idee_id, nummer, machbar, wann, grund, bis, text, gegeben_am)
SELECT id, 1, antwort_machbar,
  CASE WHEN antwort_machbar NOT IN ('ja', 'teilweise') THEN ''
       WHEN antwort_wann = '' THEN '∅' ELSE antwort_wann END,
  CASE WHEN antwort_machbar = 'nein' THEN antwort_grund END,
  CASE WHEN antwort_machbar = 'noch_offen' THEN COALESCE(antwort_bis, pruefen_bis) END,
  antwort_text,
  COALESCE(beantwortet_am, veroeffentlicht_am, eingegangen_am)
FROM idee WHERE antwort_machbar IS NOT NULL AND antwort_text <> ''
ORDER BY id
"""
_OF_LATEST = """(
SELECT {column} FROM antwort WHERE idee_id = idee.id
ORDER BY nummer DESC LIMIT 1
)"""


def _one_of(name: str, members: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "antwort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idee_id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("machbar", _one_of("machbar", _MACHBAR), nullable=False),
        sa.Column("wann", sa.String(length=120), nullable=False),
        sa.Column("grund", _one_of("grund", _GRUND), nullable=True),
        sa.Column("bis", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("gegeben_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("nummer >= 1", name=op.f("ck_antwort_nummer")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 2000", name=op.f("ck_antwort_text")),
        sa.CheckConstraint(
            "(machbar IN ('ja', 'teilweise')) = (length(wann) > 0)",
            name=op.f("ck_antwort_ja_mit_wann"),
        ),
        sa.CheckConstraint(
            "(machbar = 'nein') = (grund IS NOT NULL)", name=op.f("ck_antwort_nein_mit_grund")
        ),
        sa.CheckConstraint(
            "(machbar = 'noch_offen') = (bis IS NOT NULL)", name=op.f("ck_antwort_offen_mit_tag")
        ),
        sa.ForeignKeyConstraint(["idee_id"], ["idee.id"], name=op.f("fk_antwort_idee_id_idee")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["mitarbeiter.id"], name=op.f("fk_antwort_staff_id_mitarbeiter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_antwort")),
        sa.UniqueConstraint("idee_id", "nummer", name=op.f("uq_antwort_idee_id_nummer")),
    )
    op.execute(_TO_ROWS)
    with op.batch_alter_table("idee") as batch:
        for check in ("antwort_vollstaendig", "nein_mit_grund", "antwort_machbar", "antwort_grund"):
            batch.drop_constraint(op.f(f"ck_idee_{check}"), type_="check")
        for column in ("antwort_machbar", "antwort_wann", "antwort_grund", "antwort_text"):
            batch.drop_column(column)
        batch.create_check_constraint(
            op.f("ck_idee_antwort_mit_tag"),
            f"status NOT IN {_ANSWERED} OR beantwortet_am IS NOT NULL",
        )


def downgrade() -> None:
    """Only the latest answer stays: there is no room for what it replaced."""
    with op.batch_alter_table("idee") as batch:
        batch.drop_constraint(op.f("ck_idee_antwort_mit_tag"), type_="check")
        batch.add_column(sa.Column("antwort_machbar", sa.String(length=40), nullable=True))
        batch.add_column(
            sa.Column("antwort_wann", sa.String(length=120), nullable=False, server_default="")
        )
        batch.add_column(sa.Column("antwort_grund", sa.String(length=40), nullable=True))
        batch.add_column(
            sa.Column("antwort_text", sa.String(length=2000), nullable=False, server_default="")
        )
    moved = ", ".join(
        f"antwort_{column} = {_OF_LATEST.format(column=column)}"
        for column in ("machbar", "wann", "grund", "text")
    )
    op.execute(f"UPDATE idee SET {moved} WHERE id IN (SELECT idee_id FROM antwort)")
    with op.batch_alter_table("idee") as batch:
        batch.alter_column("antwort_wann", existing_type=sa.String(120), server_default=None)
        batch.alter_column("antwort_text", existing_type=sa.String(2000), server_default=None)
        for name, members in (("antwort_machbar", _MACHBAR), ("antwort_grund", _GRUND)):
            values = ", ".join(f"'{member}'" for member in members)
            batch.create_check_constraint(op.f(f"ck_idee_{name}"), f"{name} IN ({values})")
        batch.create_check_constraint(
            op.f("ck_idee_antwort_vollstaendig"),
            f"status NOT IN {_ANSWERED} OR (antwort_machbar IS NOT NULL"
            " AND length(antwort_text) > 0 AND beantwortet_am IS NOT NULL"
            " AND (length(antwort_wann) > 0 OR antwort_grund IS NOT NULL))",
        )
        batch.create_check_constraint(
            op.f("ck_idee_nein_mit_grund"),
            "status <> 'nicht_umsetzbar' OR antwort_grund IS NOT NULL",
        )
    op.drop_table("antwort")
