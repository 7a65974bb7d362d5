"""`quartier …`: the command line of operators and developers."""

from typing import Annotated

import typer

from app import logs
from app.auth.permissions import Rolle
from app.clock import utc_now
from app.commands.terminal import CommandRefused, console, one_sentence
from app.db import make_engine, session_for
from app.settings import Settings

app = typer.Typer(
    name="quartier",
    help="Operate the Quartiersportal. Settings come from the environment; see .env.example.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
staff_app = typer.Typer(help="Staff of the portal.", no_args_is_help=True)
app.add_typer(staff_app, name="staff")

Port = Annotated[int, typer.Option(envvar="PORT", min=1, max=65535)]


def main() -> None:
    with one_sentence():
        app(prog_name="quartier")


def _settings() -> Settings:
    settings = Settings()
    logs.configure(settings)
    return settings


@app.command()
def migrate() -> None:
    """Bring the database to the state this version needs."""
    from app.commands.database import migrate

    done = migrate(make_engine(_settings()))
    console.print(f"{done} migrations applied." if done else "The database is up to date.")


@app.command()
def seed(
    *, fresh: Annotated[bool, typer.Option(help="Set a demo database back first.")] = False
) -> None:
    """Fill an empty database with the demo city."""
    from app.commands.demo import fill

    settings = _settings()
    if fill(make_engine(settings), settings, fresh=fresh):
        console.print("The demo city is filled in.")
    else:
        console.print("The demo city is here already; --fresh sets it back to its beginning.")


@app.command()
def stadtteile() -> None:
    """Add Stuttgart's Stadtbezirke and Stadtteile, where they are missing."""
    from app.commands.database import check_migrated
    from app.quartiere.master import load_stadtteile

    engine = make_engine(_settings())
    check_migrated(engine)
    with session_for(engine, write=True) as session:
        bezirke, teile = load_stadtteile(session)
        session.commit()
    console.print(f"Added {bezirke} Stadtbezirke and {teile} Stadtteile.")


@staff_app.command()
def invite(
    *,
    email: Annotated[str, typer.Option(help="The address the login provider vouches for.")],
    name: Annotated[str, typer.Option(help="As shown in the record of steps.")],
    rolle: Annotated[Rolle, typer.Option(help="What the person may do.")],
    ort: Annotated[
        str | None, typer.Option(help="Slug of the place the role is given for, where it is.")
    ] = None,
) -> None:
    """Invite a person; the first login with this address makes the account theirs."""
    from app.commands.database import check_migrated
    from app.commands.staff import invite

    settings = _settings()
    engine = make_engine(settings)
    check_migrated(engine)
    counts = invite(engine, settings, email=email, name=name, rolle=rolle, ort=ort)
    if counts:
        console.print(f"{name} is invited and can log in at {settings.base_url}/intern.")
    else:
        console.print(
            f"{name} can log in once somebody of the administration has confirmed the role at "
            f"{settings.base_url}/intern."
        )


@app.command()
def worker(
    *, once: Annotated[bool, typer.Option(help="Do what is due, then end.")] = False
) -> None:
    """Deliver mail and do the nightly work, until stopped."""
    from app.commands import worker
    from app.commands.database import check_migrated

    settings = _settings()
    settings.check_production()
    engine = make_engine(settings)
    check_migrated(engine)
    if not once:
        worker.run(engine, settings)
        return
    counts = worker.run_once(engine, settings)
    console.print(
        f"{counts.delivered} delivered, {counts.postponed} postponed, {counts.failed} failed."
    )


@app.command()
def aufraeumen(
    *, dry_run: Annotated[bool, typer.Option(help="Count only, delete nothing.")] = False
) -> None:
    """Delete what is over its time, as the worker does each night; exit code 1 if any of it
    failed."""
    from app.commands.aufraeumen import tidy
    from app.commands.database import check_migrated

    settings = _settings()
    engine = make_engine(settings)
    check_migrated(engine)
    counts = tidy(engine, settings, at=utc_now(), dry=dry_run)
    if any(count.broke for count in counts):
        raise typer.Exit(1)


@app.command()
def restored() -> None:
    """Say that a backup was put back: numbers given since then do not come a second time."""
    from app.commands.database import check_migrated
    from app.commands.restored import restored

    engine = make_engine(_settings())
    check_migrated(engine)
    console.print(f"Each range of numbers goes on {restored(engine)} further.")


@app.command()
def check() -> None:
    """Verify the record of steps, the ledger and the files; exit code 1 if anything is wrong."""
    from app.commands.check import faults
    from app.commands.database import check_migrated

    settings = _settings()
    engine = make_engine(settings)
    check_migrated(engine)
    if found := faults(engine, settings):
        raise CommandRefused(f"{len(found)} found wrong, as told above.")


@app.command()
def serve(
    *,
    host: Annotated[str, typer.Option(envvar="HOST")] = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option(envvar="WORKERS", min=1, max=64)] = 1,
) -> None:
    """Start the portal. Refuses with one sentence where it could not run safely."""
    from app.commands.serve import serve

    serve(_settings(), host=host, port=port, workers=workers)


@app.command()
def dev(
    *,
    port: Port = 8000,
    oidc_port: Annotated[int, typer.Option(envvar="OIDC_PORT", min=1, max=65535)] = 9400,
) -> None:
    """Start the portal with the demo city and a login provider, for trying and developing."""
    from app.commands.dev import run

    _settings()
    run(port=port, oidc_port=oidc_port)
