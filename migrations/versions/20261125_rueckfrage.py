"""rueckfrage: one word for asking back, in Ideen as in Anträge

The record keeps the old word where it was written: its chain is never rewritten.

Revision ID: 20261125_rueckfrage
Revises: 20261125_vorgangsart
"""

from alembic import op

revision = "20261125_rueckfrage"
down_revision = "20261125_vorgangsart"
branch_labels = None
depends_on = None

_STATES = (
    "eingereicht",
    "in_pruefung",
    "{asked}",
    "abgelehnt_netiquette",
    "entfernt",
    "geschlossen_ohne_antwort",
    "zurueckgezogen",
    "zusammengefuehrt",
    "veroeffentlicht",
    "weitergeleitet",
    "umsetzbar",
    "teilweise_umsetzbar",
    "nicht_umsetzbar",
    "als_fondsantrag",
    "als_projekt",
    "in_umsetzung",
    "umgesetzt",
)


def _rename(old: str, new: str) -> None:
    with op.batch_alter_table("idee") as batch:
        batch.drop_constraint(op.f("ck_idee_status"), type_="check")
    op.execute(f"UPDATE idee SET status = '{new}' WHERE status = '{old}'")
    states = ", ".join(f"'{state.format(asked=new)}'" for state in _STATES)
    with op.batch_alter_table("idee") as batch:
        batch.create_check_constraint(op.f("ck_idee_status"), f"status IN ({states})")


def upgrade() -> None:
    _rename("nachgefragt", "rueckfrage")


def downgrade() -> None:
    _rename("rueckfrage", "nachgefragt")
