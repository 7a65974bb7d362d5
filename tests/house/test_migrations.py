"""The migrations build what the models say, and can be taken back."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from app.antraege.models import Kostenposition
from app.antraege.status import Antragsstatus
from app.models import metadata
from migrations.append_only import APPEND_ONLY
from tests.support import schema
from tests.support.database import Kind, alembic_config, empty_database, engine_of
from tests.support.factories import ein_antrag

pytestmark = pytest.mark.both


@pytest.fixture(scope="module")
def of_the_models(
    kind: Kind, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[schema.Schema]:
    """What `create_all` builds, on the same kind of database."""
    folder = tmp_path_factory.mktemp("models")
    with empty_database(kind, folder, f"models_{worker_id}") as url, engine_of(url) as engine:
        metadata.create_all(engine)
        yield schema.read(engine)


def test_no_drift_between_models_and_migrations(
    engine: Engine, of_the_models: schema.Schema
) -> None:
    """With the texts of CHECKs, the conditions of indexes and the defaults."""
    assert schema.differences(schema.read(engine), of_the_models) == []


def test_autogenerate_has_nothing_to_say(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_one_line_of_migrations_each_says_its_purpose(engine: Engine) -> None:
    """Two heads come from two branches: give the later one the other's as `down_revision`."""
    scripts = ScriptDirectory.from_config(alembic_config(engine))
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1
    assert [script.path for script in scripts.walk_revisions() if not script.doc] == []


def test_down_to_nothing_and_up_again(engine: Engine, of_the_models: schema.Schema) -> None:
    config = alembic_config(engine)
    command.downgrade(config, "base")
    try:
        with engine.connect() as connection:
            assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    finally:
        command.upgrade(config, "head")
    assert schema.differences(schema.read(engine), of_the_models) == []


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id + 1000", "DELETE FROM {}"])
def test_append_only_tables_refuse_change(
    session: Session, engine: Engine, table: str, change: str
) -> None:
    ein_antrag(session, Antragsstatus.bewilligt)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change.format(table)))


def test_lines_of_the_first_revision_become_one_piece_at_their_price(
    session: Session, engine: Engine
) -> None:
    """On SQLite the table is built anew meanwhile: nothing else may get lost by that."""
    before = schema.read(engine) | schema.triggers(engine)
    antrag = ein_antrag(session, Antragsstatus.bewilligt)
    (line,) = session.exec(select(Kostenposition)).all()
    line.anzahl, line.einzelpreis_cent = 4, 1_250
    session.commit()
    config = alembic_config(engine)
    command.downgrade(config, "20261122_grundlage")
    try:
        with engine.begin() as connection:
            assert connection.scalars(text("SELECT betrag_cent FROM kostenposition")).all() == [
                5_000
            ]
            connection.execute(
                text(
                    "INSERT INTO kostenposition (antrag_id, kategorie, text, betrag_cent)"
                    f" VALUES ({antrag.id}, 'miete', 'Tische', 30000)"
                )
            )
    finally:
        command.upgrade(config, "head")
    session.expire_all()
    lines = session.exec(select(Kostenposition).order_by(col(Kostenposition.id))).all()
    assert [(row.text, row.anzahl, row.betrag_cent) for row in lines] == [
        ("Brot, Obst, Kaffee", 1, 5_000),
        ("Tische", 1, 30_000),
    ]
    session.rollback()
    assert schema.differences(schema.read(engine) | schema.triggers(engine), before) == []
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"), engine.begin() as connection:
        connection.execute(text("UPDATE kostenposition SET antrag_id = 999999"))
