"""`python -m bench`: the portal beside a bare Starlette app that returns the same bytes.

An empty database is filled with the demo city and then with Ideen: a SQLite file of its own, or
what DATABASE_URL names. Figures are of this machine; ratios are what can be compared.
"""

import os
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.commands.database import migrate
from app.db import make_engine, session_for
from app.demo.seed import is_empty, seed
from app.ideen import queries
from app.ideen.models import Idee
from app.settings import Settings
from bench import servers
from bench.fill import fill_up
from bench.load import Measured, in_turn

TOO_SLOW = 1.5
FONDS = "/fonds/quartiersfonds-heslach"

console = Console(highlight=False)
Results = dict[str, tuple[Measured, Measured]]


def main() -> None:
    words = _words()
    with tempfile.TemporaryDirectory(prefix="quartier-bench-") as name:
        folder = Path(name)
        url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'bench.sqlite3'}"
        engine = _prepared(url, folder)
        found = {}
        for number in sorted(words.ideen):
            fill_up(engine, number)
            found[number] = _measured(engine, url, folder, words.requests, words.at_once)
            console.print(_beside_bare(number, found[number]))
        engine.dispose()
    if len(found) > 1:
        console.print(_growth(found))


def _words() -> Namespace:
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--requests", type=int, default=400, help="for each page and server")
    parser.add_argument("--at-once", type=int, default=8, help="requests in flight")
    parser.add_argument("--ideen", type=int, nargs="+", default=[1_000, 100_000], help="how many")
    return parser.parse_args()


def _prepared(url: str, folder: Path) -> Engine:
    settings = Settings(_env_file=None, database_url=url, data_dir=folder)
    engine = make_engine(settings)
    migrate(engine)
    with session_for(engine, write=False) as session:
        if not is_empty(session):
            raise SystemExit("The database holds something: the bench needs an empty one.")
    seed(engine, settings)
    return engine


def _measured(engine: Engine, url: str, folder: Path, requests: int, at_once: int) -> Results:
    with session_for(engine, write=False) as session:
        paths = {"/": "/", "/ideen": "/ideen", "/ideen/{nr}": _an_idee(session), FONDS: FONDS}
    with (
        servers.portal(url, folder) as portal,
        servers.bare(portal, list(paths.values()), folder) as bare,
    ):
        return {
            name: in_turn(portal + path, bare + path, requests, at_once)
            for name, path in paths.items()
        }


def _an_idee(session: Session) -> str:
    """One in the middle of the table."""
    public = select(Idee.vorgangsnummer).where(queries.is_public()).order_by(col(Idee.id))
    numbers = session.exec(public).all()
    return f"/ideen/{numbers[len(numbers) // 2]}"


def _beside_bare(number: int, results: Results) -> Table:
    table = Table(title=f"{number} Ideen", title_justify="left")
    for heading in ("page", "requests/s", "p50 ms", "p99 ms", "bare requests/s", "ratio"):
        table.add_column(heading, justify="left" if heading == "page" else "right")
    for name, (portal, bare) in results.items():
        table.add_row(
            name,
            f"{portal.per_second:.0f}",
            f"{portal.p50 * 1000:.1f}",
            f"{portal.p99 * 1000:.1f}",
            f"{bare.per_second:.0f}",
            f"{portal.per_second / bare.per_second:.3f}",
        )
    return table


def _growth(found: dict[int, Results]) -> Table:
    """How much longer a page takes with the most Ideen than with the fewest, by p50."""
    least, most = min(found), max(found)
    table = Table(title=f"{most} Ideen against {least}", title_justify="left")
    table.add_column("page")
    table.add_column("times as long", justify="right")
    for name in found[least]:
        times = found[most][name][0].p50 / found[least][name][0].p50
        table.add_row(name, f"{times:.2f}" + (" too slow" if times > TOO_SLOW else ""))
    return table


if __name__ == "__main__":
    main()
