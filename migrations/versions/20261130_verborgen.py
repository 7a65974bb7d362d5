"""idee: what was public can be taken down, and keeps where it stood

Revision ID: 20261130_verborgen
Revises: 20261130_gelesen
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_verborgen"
down_revision = "20261130_gelesen"
branch_labels = None
depends_on = None

_STATES = (
    "eingereicht",
    "in_pruefung",
    "rueckfrage",
    "abgelehnt_netiquette",
    "entfernt",
    "geschlossen_ohne_antwort",
    "zurueckgezogen",
    "zusammengefuehrt",
    "veroeffentlicht",
    "verborgen",
    "weitergeleitet",
    "umsetzbar",
    "teilweise_umsetzbar",
    "nicht_umsetzbar",
    "als_fondsantrag",
    "als_projekt",
    "in_umsetzung",
    "umgesetzt",
)
_PUBLIC = ("zusammengefuehrt", *(s for s in _STATES[8:] if s != "verborgen"))
_CHECKS = {
    "verborgen_als": "verborgen_als IN ({all})",
    "verborgen_gemerkt": "status <> 'verborgen' OR verborgen_als IS NOT NULL",
    "verborgen_nicht_oeffentlich": "verborgen_als IS NULL OR status NOT IN ({public})",
    "verborgen_mit_grund": "verborgen_als IS NULL"
    " OR (veroeffentlicht_am IS NOT NULL AND ablehnungsgrund IS NOT NULL)",
}


def upgrade() -> None:
    names = {"all": _quoted(_STATES), "public": _quoted(_PUBLIC)}
    with op.batch_alter_table("idee") as idee:
        idee.drop_constraint(op.f("ck_idee_status"), type_="check")
        idee.add_column(sa.Column("verborgen_als", sa.String(length=40), nullable=True))
        idee.add_column(
            sa.Column("ohne_foto", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    _remember_withheld()
    with op.batch_alter_table("idee") as idee:
        idee.alter_column("ohne_foto", server_default=None)
        idee.create_check_constraint(op.f("ck_idee_status"), f"status IN ({names['all']})")
        for name, check in _CHECKS.items():
            idee.create_check_constraint(op.f(f"ck_idee_{name}"), check.format(**names))


def _remember_withheld() -> None:
    """Published without its pictures: none of them is public."""
    op.execute(
        "UPDATE idee SET ohne_foto = true WHERE veroeffentlicht_am IS NOT NULL"
        f" AND status IN ({_quoted(_PUBLIC)})"
        " AND EXISTS (SELECT 1 FROM datei WHERE thread = vorgangsnummer AND zweck = 'idee'"
        " AND art = 'bild')"
        " AND NOT EXISTS (SELECT 1 FROM datei WHERE thread = vorgangsnummer AND zweck = 'idee'"
        " AND oeffentlich)"
    )


def downgrade() -> None:
    with op.batch_alter_table("idee") as idee:
        for name in ("status", *_CHECKS):
            idee.drop_constraint(op.f(f"ck_idee_{name}"), type_="check")
    op.execute("UPDATE idee SET status = 'in_pruefung' WHERE status = 'verborgen'")
    before = _quoted(tuple(s for s in _STATES if s != "verborgen"))
    with op.batch_alter_table("idee") as idee:
        idee.drop_column("ohne_foto")
        idee.drop_column("verborgen_als")
        idee.create_check_constraint(op.f("ck_idee_status"), f"status IN ({before})")


def _quoted(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)
