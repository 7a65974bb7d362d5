"""idee: a folded key, by which people find it whatever they type

Revision ID: 20261130_suchschluessel
Revises: 20261130_verborgen
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "20261130_suchschluessel"
down_revision = "20261130_verborgen"
branch_labels = None
depends_on = None

_MANY = 500


def upgrade() -> None:
    with op.batch_alter_table("idee") as table:
        table.add_column(
            sa.Column("suchschluessel", sa.Text(), nullable=False, server_default="")
        )
    _fill()
    with op.batch_alter_table("idee") as table:
        table.alter_column("suchschluessel", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("idee") as table:
        table.drop_column("suchschluessel")


def _fill() -> None:
    columns = [sa.column(n) for n in ("id", "titel", "text", "ort", "suchschluessel")]
    table = sa.table("idee", *columns)
    connection = op.get_bind()
    last = 0
    query = sa.select(table).order_by(table.c.id).limit(_MANY)
    while rows := connection.execute(query.where(table.c.id > last)).all():
        for row in rows:
            key = _key(f"{row.titel}\n{row.text}\n{row.ort}")
            which = table.c.id == row.id
            connection.execute(sa.update(table).where(which).values(suchschluessel=key))
        last = rows[-1].id


def _key(text: str) -> str:
    spaced = re.sub(r"\s", " ", text)
    seen = "".join(c for c in spaced if unicodedata.category(c) not in ("Cf", "Cc"))
    folded = unicodedata.normalize("NFKC", seen).casefold()
    letters = unicodedata.normalize("NFKD", folded)
    words = re.findall(r"[^\W_]+", "".join(c for c in letters if not unicodedata.combining(c)))
    without_e = ((word, re.sub("([aou])e", r"\1", word)) for word in words)
    return " ".join([*words, *(other for word, other in without_e if other != word)])
