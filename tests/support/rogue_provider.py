"""A provider that can be told to lie: a real HTTP server that signs with keys of its own."""

import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from tests.support.client import PortalClient
from tests.support.provider import LOGIN, come_back, leave
from tests.support.settings import BASE_URL

CLIENT_ID = "quartiersportal"


class _Gone:
    """Written the same in each process: its text is part of the names of tests."""

    def __repr__(self) -> str:
        return "gone"


GONE = _Gone()
"""A claim or entry with this value is left out."""


@cache
def _key(_which: str) -> RSAKey:
    """Two keys under one name; made once, for it takes a moment."""
    return RSAKey.generate_key(2048, {"kid": "echt"})


@dataclass
class Rogue:
    """Honest until told otherwise by its fields."""

    issuer: str
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    signed: str = "RS256"
    wrong_key: bool = False
    no_id_token: bool = False
    token_status: int = 200
    token_requests: list[dict[str, str]] = field(default_factory=list)
    authorization: str = ""
    nonce: str = ""
    key: RSAKey = field(default_factory=lambda: _key("own"))
    other_key: RSAKey = field(default_factory=lambda: _key("other"))

    def answer(self, client: PortalClient, **query: str) -> httpx.Response:
        """Begin a login, skip the provider's page, and hand its answer to the portal."""
        asked = dict(parse_qsl(urlsplit(leave(client)).query))
        self.nonce = asked.get("nonce", "")
        params = {"code": "ein-code", "state": asked["state"], **query}
        address = str(httpx.URL(f"{BASE_URL}{LOGIN}/rueckkehr", params=params))
        return come_back(client, address)

    def id_token(self) -> str:
        now = int(time.time())
        honest = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "email": "einladung@stadt.example",
            "email_verified": True,
        }
        return self.sign(_with(honest, self.claims))

    def sign(self, claims: dict[str, Any]) -> str:
        if self.signed == "none":
            parts = [{"alg": "none", "kid": "echt"}, claims]
            return ".".join(_base64(json.dumps(part).encode()) for part in parts) + "."
        if self.signed == "HS256":  # the public key as if it were a shared secret
            parts = [{"alg": "HS256", "kid": "echt"}, claims]
            signed = ".".join(_base64(json.dumps(part).encode()) for part in parts)
            secret = self.key.as_pem(private=False)
            return f"{signed}.{_base64(hmac.digest(secret, signed.encode(), 'sha256'))}"
        header = {"alg": "RS256", "kid": "echt"}
        return jwt.encode(header, claims, self.other_key if self.wrong_key else self.key)

    def discovery(self) -> dict[str, Any]:
        honest = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        if self.userinfo is not None:
            honest["userinfo_endpoint"] = f"{self.issuer}/userinfo"
        return _with(honest, self.metadata)

    def token(self, body: str, authorization: str) -> tuple[int, dict[str, Any]]:
        self.token_requests.append({k: v[0] for k, v in parse_qs(body).items()})
        self.authorization = authorization
        if self.token_status != 200:
            return self.token_status, {"error": "server_error"}
        answer: dict[str, Any] = {"access_token": "zugriff", "token_type": "Bearer"}
        if not self.no_id_token:
            answer["id_token"] = self.id_token()
        return 200, answer

    def get(self, path: str) -> tuple[int, dict[str, Any]]:
        if path == "/.well-known/openid-configuration":
            return 200, self.discovery()
        if path == "/jwks":
            return 200, dict(KeySet([self.key]).as_dict(private=False))
        if path == "/userinfo" and self.userinfo is not None:
            return 200, self.userinfo
        return 404, {}


@contextmanager
def rogue_provider() -> Iterator[Rogue]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    rogue = Rogue(f"http://127.0.0.1:{server.server_port}")
    server.rogue = rogue  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield rogue
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._send(*self.server.rogue.get(self.path))  # type: ignore[attr-defined]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        authorization = self.headers.get("authorization", "")
        self._send(*self.server.rogue.token(body, authorization))  # type: ignore[attr-defined]

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


def _with(honest: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in {**honest, **changes}.items() if v is not GONE}


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
