"""What the portal answers where a test plays its middlewares without the portal around them."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from app.errors import DomainError
from app.web.answering import Answering


def answering(app: ASGIApp) -> ASGIApp:
    """`app`, with its refusals as plain answers in place of pages."""
    return Answering(app, answer=_plain)


def _plain(request: Request, error: Exception) -> Response:
    if not isinstance(error, DomainError):
        raise error
    return PlainTextResponse(error.reason, error.status, dict(error.headers))
