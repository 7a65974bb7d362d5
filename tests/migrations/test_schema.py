"""The comparison that drift rests on: it finds what differs, and nothing else."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from app.models import metadata
from migrations.rebuilding import tables_may_be_built_anew
from tests.support import schema
from tests.support.database import Kind, empty_database, engine_of


def _change(connection: Connection) -> None:
    """Each name stays; what stands behind it does not."""
    op = Operations(MigrationContext.configure(connection))
    with op.batch_alter_table("votum") as votum:
        votum.drop_constraint("ck_votum_empfohlen", type_="check")
        votum.create_check_constraint("ck_votum_empfohlen", "empfohlen_cent >= 1")
        votum.alter_column("grund", existing_type=sa.String(2000), type_=sa.String(3000))
        votum.alter_column("ja", existing_type=sa.Integer(), server_default="1")
        votum.alter_column("nein", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("angebot") as angebot:
        angebot.drop_constraint("fk_angebot_datei_id_datei", type_="foreignkey")
        angebot.create_foreign_key("fk_angebot_datei_id_datei", "datei", ["datei_id"], ["id"])
    op.drop_index("uq_zustaendigkeit_stadt", "zustaendigkeit")
    where = sa.text("quartier_id IS NULL")
    op.create_index(
        "uq_zustaendigkeit_stadt",
        "zustaendigkeit",
        ["mitarbeiter_id", "rolle"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


@pytest.mark.both
def test_what_changed_behind_its_name_is_found(kind: Kind, tmp_path: Path, worker_id: str) -> None:
    with empty_database(kind, tmp_path, f"drift_{worker_id}") as url, engine_of(url) as engine:
        metadata.create_all(engine)
        before = schema.read(engine)
        with engine.connect() as connection, tables_may_be_built_anew(connection):
            _change(connection)
        found = schema.differences(before, schema.read(engine))
    assert [line.partition(":")[0] for line in found] == [
        "angebot fk_angebot_datei_id_datei",
        "uq_zustaendigkeit_stadt",
        "votum ck_votum_empfohlen",
        "votum.grund",
        "votum.ja",
        "votum.nein",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anzahl>=1 AND art != 'A b'", "(anzahl >= 1 and\n  (art) <> 'A b')"),
        ("art IN ('b', 'a')", "art in ('a','b')"),
        ("art::text = ANY (ARRAY['b'::character varying]::text[])", "art = ANY (ARRAY['b'::text])"),
        ('"art" IS NULL', "art is null"),
    ],
)
def test_other_words_for_the_same_are_no_difference(one: str, other: str) -> None:
    assert schema.normal(one) == schema.normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("art = 'A'", "art = 'a'"),
        ("coalesce(a, b) > 0", "coalesce(b, a) > 0"),
        ("a OR (b AND c)", "(a OR b) AND c"),
        ("art IN ('a')", "art IN ('a', 'b')"),
    ],
)
def test_what_means_something_else_is_one(one: str, other: str) -> None:
    assert schema.normal(one) != schema.normal(other)
