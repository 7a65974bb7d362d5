"""create_app(): middleware, routers, error pages; nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware

import app.models  # noqa: F401 - all tables must be known to the mapper
from app import logs
from app.antraege.pruefung import router as antragspruefung
from app.antraege.routes import router as antraege
from app.auth.oidc import install_login
from app.auth.oidc import router as login
from app.auth.personal import router as personal
from app.clock import utc_now
from app.db import make_engine
from app.files.routes import router as files
from app.fonds.intern import router as fondskonten
from app.fonds.routes import router as fonds
from app.ideen.routes import router as ideen
from app.intern.routes import router as intern
from app.projekte.routes import router as projekte
from app.quartiere.routes import router as quartiere
from app.seiten.routes import router as seiten
from app.settings import Settings
from app.vorgaenge.routes import router as vorgaenge
from app.web import assets, bodies, errors, limits, security
from app.web.bausteine import router as bausteine
from app.web.compression import Compression
from app.web.head import HeadAsGet
from app.web.health import router as health

ROUTERS: tuple[APIRouter, ...] = (
    health,
    quartiere,
    projekte,
    ideen,
    fonds,
    fondskonten,
    antraege,
    antragspruefung,
    vorgaenge,
    seiten,
    files,
    intern,
    login,
    personal,
)


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    logs.configure(settings)
    headers = _headers(settings)
    app = FastAPI(
        title="Quartiersportal",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
        middleware=_middleware(settings, headers),
    )
    app.state.settings = settings
    app.state.headers = headers
    app.state.engine = make_engine(settings)
    app.state.clock = utc_now
    limits.install(app, settings)
    install_login(app, settings)
    for router in ROUTERS:
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
    return [
        Middleware(HeadAsGet),
        Middleware(Compression),
        Middleware(security.SecurityHeaders, headers=headers),
        Middleware(security.CleanAddress),
        Middleware(security.CrossSiteCheck, own_origin=security.origin(settings.base_url)),
        Middleware(bodies.WholeBody, max_bytes=3 * settings.upload_max_bytes),
        Middleware(security.InFlightCap, limit=settings.pool_size),
    ]
