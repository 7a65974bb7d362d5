"""An older release's portal, filled, and what became of its rows."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

from app.commands.database import migrate as migrate_as_operator
from app.files.models import Dateiart
from app.files.store import SIZES, Store, path
from tests.migrations.dump import Dump, Tables, load
from tests.support.database import Kind, empty_database, engine_of, migrate

_GONE = object()


@contextmanager
def old_portal(kind: Kind, folder: Path, name: str, dump: Dump) -> Iterator[str]:
    """The address of a database as that release left it."""
    with empty_database(kind, folder, name) as url:
        with engine_of(url) as engine:
            migrate(engine, to=dump.revision)
            load(engine, dump.tables)
        yield url


def migrate_at_once(url: str, starts: int = 2) -> list[int]:
    """How many steps each of them applied; every one has an engine of its own."""
    barrier = Barrier(starts)

    def start(_number: int) -> int:
        with engine_of(url) as engine:
            barrier.wait(timeout=60)
            return migrate_as_operator(engine)

    with ThreadPoolExecutor(starts) as pool:
        return list(pool.map(start, range(starts)))


def put_files(store: Store, tables: Tables) -> None:
    """The pictures and papers themselves are not part of a dump; `quartier check` asks for them."""
    for row in tables["datei"]:
        for size in SIZES[Dateiart(row["art"])]:
            store.put(path(row["schluessel"], size), b"-")


def losses(before: Tables, after: Tables) -> Iterator[str]:
    """Tables with another number of rows, columns with another value in any row; by name."""
    for table, rows in before.items():
        now = after.get(table, [])
        if table not in after or len(now) != len(rows):
            yield table
            continue
        for column in rows[0] if rows else ():
            if [row[column] for row in rows] != [row.get(column, _GONE) for row in now]:
                yield f"{table}.{column}"


def ledger_sums(tables: Tables) -> Counter[tuple[int, str]]:
    """Cents by Fondsjahr and kind of Buchung."""
    sums: Counter[tuple[int, str]] = Counter()
    for row in tables["buchung"]:
        sums[row["fondsjahr_id"], row["art"]] += row["betrag_cent"]
    return sums
