"""The portals of all releases since 0.1, filled with their demo city, become today's.

Their rows are loaded with the tables of their own time (tests/migrations/dump.py), then migrated
as an operator does it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel, select

from app.clock import utc_now
from app.commands.check import faults
from app.commands.database import migrate, pending
from app.db import session_for
from app.files.store import open_store
from app.history.chain import record
from app.settings import Settings
from tests.migrations.dump import FOLDER, Dump, Tables, read, rows_of
from tests.migrations.upgrades import ledger_sums, losses, migrate_at_once, old_portal, put_files
from tests.support import schema
from tests.support.database import Kind, empty_database, engine_of
from tests.support.settings import settings_for

pytestmark = pytest.mark.both

# What a migration takes away or changes on purpose, by release, then by table or table.column,
# each with the reason. Added tables and columns need no line here.
_ANSWERS = "an answer to an Idee is a row of its own, so that a correction adds one"
_LINKS = "a secret link is a row of zugang"
_ONE_ROUND = "a Fonds has one next round whatever the year, so its days stand in fonds"
ON_PURPOSE: dict[str, dict[str, str]] = {
    "0.1": {
        "vorgang.link_stand": _LINKS,
        "vorgang.link_hash": _LINKS,
        "vorgang.code_hash": _LINKS,
        "idee.status": "asking back is called rueckfrage, as in Anträge",
        "idee.antwort_machbar": _ANSWERS,
        "idee.antwort_wann": _ANSWERS,
        "idee.antwort_grund": _ANSWERS,
        "idee.antwort_text": _ANSWERS,
        "fondsjahr.naechste_frist": _ONE_ROUND,
        "fondsjahr.naechste_sitzung": _ONE_ROUND,
        "fondsregel": "every Fonds is held to R10, R22 and R28, whose answers nobody looked at",
    },
}


@dataclass(frozen=True)
class Upgrade:
    dump: Dump
    settings: Settings
    engine: Engine
    schema_before: schema.Schema
    before: Tables
    after: Tables


@pytest.fixture(
    scope="module", params=sorted(FOLDER.glob("release_*.jsonl.xz")), ids=lambda p: p.stem
)
def dump(request: pytest.FixtureRequest) -> Dump:
    return read(request.param)


@pytest.fixture(scope="module")
def upgrade(
    dump: Dump, kind: Kind, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Upgrade]:
    folder = tmp_path_factory.mktemp("release")
    with old_portal(kind, folder, f"release_{worker_id}", dump) as url, engine_of(url) as engine:
        settings = settings_for(url, folder)
        put_files(open_store(settings), dump.tables)
        before, schema_before = rows_of(engine), schema.read(engine) | schema.triggers(engine)
        migrate(engine)
        yield Upgrade(dump, settings, engine, schema_before, before, rows_of(engine))


def test_the_old_portal_is_as_it_was_released(upgrade: Upgrade, kind: Kind) -> None:
    """Also its tables: a migration that was released must not be edited, nor what it calls."""
    assert upgrade.before == upgrade.dump.tables
    if kind is Kind.sqlite:
        assert schema.differences(upgrade.schema_before, upgrade.dump.sqlite) == []


def test_rows_and_what_stands_in_them_are_kept(upgrade: Upgrade) -> None:
    assert sum(map(len, upgrade.before.values())) > 2_000
    assert set(losses(upgrade.before, upgrade.after)) == set(_on_purpose(upgrade.dump))


def test_links_and_codes_on_paper_stay_valid(upgrade: Upgrade) -> None:
    rows = {row["vorgang_id"]: row for row in upgrade.after["zugang"]}
    assert len(rows) == len(upgrade.before["vorgang"]) > 20
    for vorgang in upgrade.before["vorgang"]:
        row = rows[vorgang["id"]]
        derived_from = f"{vorgang['vorgangsnummer']}:{vorgang['link_stand']}"
        secrets = derived_from, vorgang["link_hash"], vorgang["code_hash"]
        assert (row["zufall"], row["link_hash"], row["code_hash"]) == secrets


def test_sums_of_the_ledger_are_kept(upgrade: Upgrade) -> None:
    sums = ledger_sums(upgrade.before)
    assert len(sums) > 10
    assert ledger_sums(upgrade.after) == sums


def test_the_next_days_of_a_fonds_come_along(upgrade: Upgrade) -> None:
    """Those of its newest year that names any."""
    years = sorted(upgrade.before["fondsjahr"], key=lambda row: row["jahr"])
    named = {row["fonds_id"]: _days(row) for row in years if any(_days(row))}
    assert named
    assert {row["id"]: _days(row) for row in upgrade.after["fonds"] if any(_days(row))} == named


def test_record_ledger_mails_and_files_agree(upgrade: Upgrade) -> None:
    """`quartier check`, with the hash chain of every thread."""
    assert faults(upgrade.engine, upgrade.settings) == []


def test_todays_models_read_every_row(upgrade: Upgrade) -> None:
    """A kind or state that nobody has a word for any more would be a page that fails."""
    models = {m.class_.__tablename__: m.class_ for m in SQLModel._sa_registry.mappers}
    with session_for(upgrade.engine, write=False) as session:
        for table, rows in upgrade.after.items():
            assert len(session.exec(select(models[table])).all()) == len(rows), table


def test_the_portal_works_on(upgrade: Upgrade) -> None:
    """Ids go on after those that are there, and a chain goes on where it ended."""
    thread = upgrade.dump.tables["idee"][0]["vorgangsnummer"]
    with session_for(upgrade.engine, write=True) as session:
        step = record(session, thread=thread, step="probe", by=None, at=utc_now())
        assert step.id == max(row["id"] for row in upgrade.after["step"]) + 1
        assert step.seq > 1
        session.rollback()


def test_two_migrate_it_at_once(dump: Dump, kind: Kind, tmp_path: Path, worker_id: str) -> None:
    with old_portal(kind, tmp_path, f"at_once_{worker_id}", dump) as url, engine_of(url) as engine:
        steps = len(pending(engine))
        assert sorted(migrate_at_once(url)) == [0, steps]
        assert set(losses(dump.tables, rows_of(engine))) == set(_on_purpose(dump))


def test_two_migrate_an_empty_database_at_once(kind: Kind, tmp_path: Path, worker_id: str) -> None:
    with empty_database(kind, tmp_path, f"at_once_{worker_id}") as url, engine_of(url) as engine:
        steps = len(pending(engine))
        assert steps > 5
        assert sorted(migrate_at_once(url)) == [0, steps]


def test_what_is_lost_is_found() -> None:
    """Added columns and tables are no loss; the order of columns is none either."""
    row = {"id": 1, "art": "ansatz", "grund": "a", "am": "b"}
    before = {"buchung": [row], "step": [{"id": 1}], "votum": [{"id": 1}], "mail": []}
    now = {"neu": 1, "grund": "A", "art": "ansatz", "id": 1}
    after = {"buchung": [now], "step": [{"id": 1}], "votum": [], "mail": [], "antwort": [now]}
    assert list(losses(before, after)) == ["buchung.grund", "buchung.am", "votum"]
    assert list(losses(before, {**before, "mail": [now]})) == ["mail"]


def _days(row: Mapping[str, object]) -> tuple[object, object]:
    return row["naechste_frist"], row["naechste_sitzung"]


def _on_purpose(dump: Dump) -> dict[str, str]:
    return ON_PURPOSE.get(dump.release, {})
