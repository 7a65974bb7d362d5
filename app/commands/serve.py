"""Starting the portal for real, or saying in one sentence why not."""

import uvicorn

from app.commands.database import check_migrated
from app.commands.terminal import CommandRefused
from app.db import make_engine
from app.settings import Settings
from app.web.assets import DIST


def check_ready(settings: Settings) -> None:
    """Raises SettingsError or CommandRefused."""
    settings.check_production()
    engine = make_engine(settings)
    try:
        check_migrated(engine)
    finally:
        engine.dispose()
    if not (DIST / "manifest.json").is_file():
        raise CommandRefused("The front end is not built: run `npm ci` and `npm run build`.")


def serve(settings: Settings, *, host: str, port: int, workers: int) -> None:
    check_ready(settings)
    uvicorn.run(
        "app.commands.serve:portal",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        # The secret links stand in addresses, and addresses in an access log would keep them.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=20,
    )


def portal() -> object:
    """What each worker process runs."""
    from app.main import create_app

    return create_app(Settings())
