"""`make run`: the whole portal on one machine, with the demo city and a login provider."""

import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import uvicorn
from rich.table import Table

from app.anmeldung.demo import people
from app.commands import demo
from app.commands.database import migrate
from app.commands.processes import child, wait_until_answers
from app.commands.terminal import CommandRefused, console
from app.commands.worker import overtaken_mails, secret_addresses
from app.db import make_engine
from app.mail.worker import start_in_thread
from app.main import create_app
from app.settings import Settings

_HOST = "127.0.0.1"
_FIRST = (
    ("As a resident: hand in an idea.", "/ideen/neu?quartier=heslach"),
    ("As Jule Hagenlocher, Quartierskoordination: publish it.", "/intern/ideen"),
    ("As Renate Schweikhardt, Bezirksvorsteherin: release a grant.", "/intern/antraege"),
    ("All of it in five steps, with the right person at each:", "/vorfuehrung"),
)


def run(*, port: int, oidc_port: int) -> None:
    """Until Ctrl-C or SIGTERM; then everything that was started here has ended too."""
    settings = _settings(port, oidc_port)
    for number in {port, oidc_port}:
        _check_free(number)
    # uvicorn raises the signal anew once it has shut down: this way the blocks below end in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    engine = make_engine(settings)
    try:
        migrate(engine)
        if demo.fill(engine, settings):
            console.print("The demo city is filled in.")
    finally:
        engine.dispose()
    with _running_provider(settings, oidc_port), ExitStack() as beside:
        _serve(settings, port, beside)


def _settings(port: int, oidc_port: int) -> Settings:
    if Settings().production:
        raise CommandRefused("MODE=production: `quartier serve` starts a real portal.")
    return Settings(
        demo=True,
        base_url=f"http://localhost:{port}",
        oidc_issuer=f"http://localhost:{oidc_port}",
        oidc_client_secret="nur-zur-vorfuehrung",  # noqa: S106 - opens nothing
    )


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise CommandRefused(
                f"Port {port} is in use: end what runs there, or choose with PORT and OIDC_PORT."
            ) from error


@contextmanager
def _running_provider(settings: Settings, port: int) -> Iterator[None]:
    log = settings.data_dir / "anmeldung.log"
    command = [sys.executable, "-m", "app.commands.provider"]
    command += ["--port", str(port), "--portal", settings.base_url]
    with child(command, log) as process:
        wait_until_answers(
            f"http://localhost:{port}/.well-known/openid-configuration", process, log
        )
        yield


def _serve(settings: Settings, port: int, beside: ExitStack) -> None:
    app = create_app(settings)
    engine = app.state.engine
    links, overtaken = secret_addresses(engine, settings), overtaken_mails(engine)
    beside.enter_context(start_in_thread(app, links=links, overtaken=overtaken))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=_HOST,
            port=port,
            access_log=False,
            log_level="warning",
            timeout_graceful_shutdown=3,
        )
    )
    threading.Thread(target=_welcome, args=(server, settings), daemon=True).start()
    try:
        server.run()
    except KeyboardInterrupt:
        console.print("\nThe portal has ended. `make run` starts it again with the same data.")


def _welcome(server: uvicorn.Server, settings: Settings) -> None:
    while not server.started:
        threading.Event().wait(0.05)
    console.print(_staff_table())
    console.print(f"\nPortal:      [bold]{settings.base_url}[/bold]")
    console.print(f"Staff:       [bold]{settings.base_url}/intern[/bold]  (one press per person)")
    console.print(f"Mails:       {settings.data_dir / 'mails'}")
    console.print("\nWhat to try first:")
    for what, address in _FIRST:
        console.print(f"  {what}\n    {settings.base_url}{address}", soft_wrap=True)
    console.print("\nCtrl-C ends the portal; the data stays.")


def _staff_table() -> Table:
    table = Table(title="Demo staff", title_justify="left")
    for heading in ("Person", "Role"):
        table.add_column(heading)
    for person in people():
        table.add_row(person.name, person.rolle)
    return table
