"""antragsteller: folded keys, by which the same applicant is found again

Revision ID: 20261127_schluessel
Revises: 20261126_termine
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "20261127_schluessel"
down_revision = "20261126_termine"
branch_labels = None
depends_on = None

_KEYS = ("email", "telefon", "gruppe")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def upgrade() -> None:
    with op.batch_alter_table("antragsteller") as table:
        for name in _KEYS:
            kind = sa.String(length=200)
            table.add_column(
                sa.Column(f"{name}_schluessel", kind, nullable=False, server_default="")
            )
    _fill()
    with op.batch_alter_table("antragsteller") as table:
        for name in _KEYS:
            table.alter_column(f"{name}_schluessel", server_default=None)
    for name in _KEYS:
        column = f"{name}_schluessel"
        op.create_index(op.f(f"ix_antragsteller_{column}"), "antragsteller", [column])


def downgrade() -> None:
    for name in _KEYS:
        op.drop_index(op.f(f"ix_antragsteller_{name}_schluessel"), "antragsteller")
    with op.batch_alter_table("antragsteller") as table:
        for name in _KEYS:
            table.drop_column(f"{name}_schluessel")


def _fill() -> None:
    columns = [sa.column(n) for n in ("antrag_id", *_KEYS, *(f"{n}_schluessel" for n in _KEYS))]
    table = sa.table("antragsteller", *columns)
    connection = op.get_bind()
    for row in connection.execute(sa.select(table)).all():
        keys = {
            "email_schluessel": _folded(row.email)[:200],
            "telefon_schluessel": _phone(row.telefon),
            "gruppe_schluessel": _name(row.gruppe),
        }
        which = table.c.antrag_id == row.antrag_id
        connection.execute(sa.update(table).where(which).values(**keys))


def _folded(text: str) -> str:
    seen = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc"))
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold()).strip()


def _name(text: str) -> str:
    folded = re.sub("[‐‑‒–—―−]", "-", _folded(text).translate(_GERMAN))
    return " ".join(folded.split())[:200]


def _phone(number: str) -> str:
    text = _folded(number)
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    if text.startswith("+"):
        digits = f"00{digits}"
    if digits.startswith("0049"):
        digits = "0" + digits.removeprefix("0049").lstrip("0")
    return digits[:200] if len(digits) >= 6 else ""
