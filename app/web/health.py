"""Is the process alive, is the database there, and the figures for operators."""

import hmac

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from app.db import alone
from app.errors import NotFound
from app.revisions import NewerDatabase, pending
from app.web.privacy import Privacy

router = APIRouter(tags=[Privacy.private])


@router.get("/healthz")
async def healthz() -> PlainTextResponse:
    return PlainTextResponse("ok")


@router.get("/readyz")
def readyz(request: Request) -> PlainTextResponse:
    """Not ready is also a database that is older or newer than the code."""
    try:
        with alone(request.app.state.engine).connect() as connection:
            missing = pending(connection)
    except SQLAlchemyError:
        return PlainTextResponse("no database", status_code=503)
    except NewerDatabase:
        return PlainTextResponse("the database is newer than the code", status_code=503)
    if missing:
        return PlainTextResponse("the database is older than the code", status_code=503)
    return PlainTextResponse("ok")


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Only with the operator's token; without one configured the page does not exist."""
    token = request.app.state.settings.metrics_token.get_secret_value()
    sent = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(token.encode(), sent.encode()):
        raise NotFound
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
