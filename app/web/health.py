"""Is the process alive, is the database there, and the figures for operators."""

import hmac

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.db import DbSession
from app.errors import NotFound
from app.web.privacy import Privacy

router = APIRouter(tags=[Privacy.private])


@router.get("/healthz")
async def healthz() -> PlainTextResponse:
    return PlainTextResponse("ok")


@router.get("/readyz")
def readyz(session: DbSession) -> PlainTextResponse:
    try:
        session.execute(text("SELECT 1 FROM alembic_version"))
    except SQLAlchemyError:
        session.rollback()
        return PlainTextResponse("database not ready", status_code=503)
    return PlainTextResponse("ok")


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Only with the operator's token; without one configured the page does not exist."""
    token = request.app.state.settings.metrics_token.get_secret_value()
    sent = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(token.encode(), sent.encode()):
        raise NotFound
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
