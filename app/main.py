"""create_app(): middleware, routers, error pages; nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

import app.models  # noqa: F401 - all tables must be known to the mapper
from app import logs
from app.anmeldung.routes import install_login
from app.casework.door import Features
from app.clock import utc_now
from app.db import make_engine
from app.features import FEATURES
from app.files.routes import router as files
from app.settings import Settings
from app.web import assets, bodies, errors, limits, security
from app.web.answering import Answering
from app.web.bausteine import router as bausteine
from app.web.compression import Compression
from app.web.head import HeadAsGet
from app.web.health import router as health
from app.web.revalidation import Revalidation


def create_app(settings: Settings | None = None, features: Features = FEATURES) -> FastAPI:
    """`features` are the doors of the house."""
    settings = settings or Settings()
    logs.configure(settings)
    headers = _headers(settings)
    app = FastAPI(
        title="Quartiersportal",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,  # its addresses would bear the name that a client sent
        lifespan=_lifespan,
        middleware=_middleware(settings, headers),
    )
    app.state.settings = settings
    app.state.headers = headers
    app.state.engine = make_engine(settings)
    app.state.clock = utc_now
    limits.install(app, settings)
    install_login(app, settings)
    app.state.features = features
    for router in (health, files, *features.routers):
        app.include_router(router)
    if not settings.production:
        app.include_router(bausteine)
    app.mount(assets.PREFIX, assets.BuiltFiles())
    errors.install(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.engine.dispose()


def _headers(settings: Settings) -> dict[str, str]:
    csp = security.policy(form_targets=[security.origin(settings.oidc_issuer)])
    return security.fixed_headers(csp=csp, https=settings.secure_cookies)


def _middleware(settings: Settings, headers: dict[str, str]) -> list[Middleware]:
    # In development a telephone in the same network may call the portal by its number.
    host = [Middleware(security.HostCheck, base_url=settings.base_url)]
    files = max(1, settings.pool_size // 3)
    return [
        Middleware(HeadAsGet),
        Middleware(Compression),
        Middleware(Revalidation),
        Middleware(security.SecurityHeaders, headers=headers),
        Middleware(Answering, answer=errors.answer),
        *(host if settings.production else ()),
        Middleware(security.CleanRequest),
        Middleware(security.CrossSiteCheck, own_origin=security.origin(settings.base_url)),
        Middleware(bodies.WholeBody, max_bytes=3 * settings.upload_max_bytes, files_at_once=files),
        Middleware(security.InFlightCap, limit=settings.pool_size, files=files),
    ]
