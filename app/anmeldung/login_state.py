"""What the portal remembers between leaving for the provider and coming back.

A signed cookie that lives ten minutes, is read and set below the login's address only, and holds
state, nonce and PKCE verifier of each open tab. It says nothing about who is logged in.
"""

import hashlib
import hmac
import re

from starlette.middleware.sessions import SessionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from app.settings import Settings

LOGIN_PATH = "/intern/anmeldung"
START = "/intern"
SECONDS = 600
_LOCAL = re.compile(r"/intern(?:/[\w.~-]+)*/?(?:\?[\w.~%&=+-]*)?", re.ASCII)
_LOGIN_ITSELF = re.compile(r"/intern/(?:anmeldung|abmeldung)(?:[/?]|$)")


class LoginState(SessionMiddleware):
    """Starlette's signed session, kept away from every page but the login."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        secret = settings.secret_key.get_secret_value().encode()
        super().__init__(
            app,
            secret_key=hmac.new(secret, b"login state", hashlib.sha256).hexdigest(),
            session_cookie="__Host-anmeldung" if settings.secure_cookies else "anmeldung",
            max_age=SECONDS,
            same_site="lax",
            https_only=settings.secure_cookies,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(LOGIN_PATH):
            await super().__call__(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def local_target(raw: object) -> str:
    """Where to go after the login: a plain path below /intern, whatever was asked for."""
    if not isinstance(raw, str) or len(raw) > 500 or not _LOCAL.fullmatch(raw):
        return START
    segments = raw.partition("?")[0].split("/")
    if _LOGIN_ITSELF.match(raw) or "." in segments or ".." in segments:
        return START
    return raw
