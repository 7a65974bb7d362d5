"""sprache: the language of whoever opened a Vorgang, and of each mail

Revision ID: 20261125_sprache
Revises: 20261125_zustaendigkeit
"""

from alembic import op

revision = "20261125_sprache"
down_revision = "20261125_zustaendigkeit"
branch_labels = None
depends_on = None

TABLES = ("vorgang", "mail")


def upgrade() -> None:
    # Everything until now was German: the default fills the rows that are there.
    for table in TABLES:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN sprache VARCHAR(3) DEFAULT 'de' NOT NULL"
            f" CONSTRAINT ck_{table}_sprache"
            " CHECK (length(sprache) BETWEEN 2 AND 3 AND sprache = lower(trim(sprache)))"
        )


def downgrade() -> None:
    for table in TABLES:
        # By then the table may have been built anew, and the check belong to it.
        with op.batch_alter_table(table) as rows:
            rows.drop_constraint(op.f(f"ck_{table}_sprache"), type_="check")
            rows.drop_column("sprache")
