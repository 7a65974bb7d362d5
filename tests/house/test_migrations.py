"""The migrations build what the models say, and can be taken back."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from app.antraege.models import Kostenposition
from app.antraege.status import Antragsstatus
from app.models import metadata
from migrations.append_only import APPEND_ONLY
from tests.support.database import ROOT
from tests.support.factories import ein_antrag

pytestmark = pytest.mark.both


def _drift(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def _config(engine: Engine) -> Config:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["engine"] = engine
    return config


def test_no_drift_between_models_and_migrations(engine: Engine) -> None:
    assert _drift(engine) == []


def test_checks_are_those_of_the_models(engine: Engine) -> None:
    """Alembic does not compare CHECK constraints, so their names are compared here."""
    reader = inspect(engine)
    for table in metadata.sorted_tables:
        named = {str(c.name) for c in table.constraints if str(c.name).startswith("ck_")}
        stored = {c["name"] for c in reader.get_check_constraints(table.name)}
        assert stored == named, table.name


def test_down_to_nothing_and_up_again(engine: Engine) -> None:
    config = _config(engine)
    command.downgrade(config, "base")
    try:
        with engine.connect() as connection:
            assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    finally:
        command.upgrade(config, "head")
    assert _drift(engine) == []


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
    antrag = ein_antrag(session, Antragsstatus.bewilligt)
    (line,) = session.exec(select(Kostenposition)).all()
    line.anzahl, line.einzelpreis_cent = 4, 1_250
    session.commit()
    config = _config(engine)
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
    assert _drift(engine) == []
    for change in ("UPDATE buchung SET grund = 'anders'", "DELETE FROM step"):
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text(change))
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"), engine.begin() as connection:
        connection.execute(text("UPDATE kostenposition SET antrag_id = 999999"))
