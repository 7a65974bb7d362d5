"""The portal of a test: one app a worker, with engine, clock and settings exchanged.

Putting an app together costs more than most tests do. What it remembers between requests begins
anew with each test; the places that middleware counts do, because it is built at the first request.
"""

from typing import Any

from fastapi import FastAPI
from sqlalchemy import Engine

from app import logs
from app.anmeldung.provider import Provider
from app.main import create_app
from app.settings import Settings
from app.web import limits
from tests.support.clock import read_clock

# Read at each request; everything else may have gone into the app when it was put together.
_PLACES = {"database_url", "data_dir", "file_store"}


def new_app(settings: Settings, engine: Engine) -> FastAPI:
    """For tests that add a route, or that need a second one."""
    app = create_app(settings)
    app.state.engine.dispose()
    app.state.engine = engine
    app.state.clock = read_clock
    return app


class WorkersApp:
    """Built when it is first asked for, and again when settings come that differ in more than
    the places where a test's data lie."""

    def __init__(self) -> None:
        self._app: FastAPI | None = None
        self._settings: dict[str, Any] = {}

    def prepare(self, settings: Settings, engine: Engine) -> FastAPI:
        wanted = settings.model_dump(exclude=_PLACES)
        if self._app is None or wanted != self._settings:
            self._app, self._settings = new_app(settings, engine), wanted
            return self._app
        _begin_anew(self._app, settings, engine)
        return self._app


def _begin_anew(app: FastAPI, settings: Settings, engine: Engine) -> None:
    logs.configure(settings)
    app.state.settings = settings
    app.state.engine = engine
    app.state.clock = read_clock
    app.state.provider = Provider(settings)
    limits.install(app, settings)
    app.middleware_stack = None
