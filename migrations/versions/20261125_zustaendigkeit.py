"""zustaendigkeit: the scope of a role is data, so its checks name every role of a kind of scope

Revision ID: 20261125_zustaendigkeit
Revises: 20261125_rueckfrage
"""

from alembic import op

revision = "20261125_zustaendigkeit"
down_revision = "20261125_rueckfrage"
branch_labels = None
depends_on = None

_ROLES = {"quartier": "quartierskoordination", "stadtbezirk": "bezirksvorsteher"}


def _replace(condition: str) -> None:
    with op.batch_alter_table("zustaendigkeit") as batch:
        for scope, role in _ROLES.items():
            name = op.f(f"ck_zustaendigkeit_scope_{scope}")
            batch.drop_constraint(name, type_="check")
            batch.create_check_constraint(name, condition.format(role=role, scope=scope))


def upgrade() -> None:
    _replace("(rolle IN ('{role}')) = ({scope}_id IS NOT NULL)")


def downgrade() -> None:
    _replace("(rolle = '{role}') = ({scope}_id IS NOT NULL)")
