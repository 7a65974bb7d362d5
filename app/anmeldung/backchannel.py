"""Back-channel logout: the provider itself tells that a login is over, without a browser."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
import structlog
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry
from sqlalchemy import Engine
from sqlmodel import select
from starlette.concurrency import run_in_threadpool

from app.anmeldung.discovery import ProviderUnreachable
from app.anmeldung.provider import LEEWAY, LoginRefused, Provider
from app.auth import sessions
from app.auth.models import Mitarbeiter, StaffSession
from app.clock import Now
from app.db import session_for
from app.web.forms import RawForm
from app.web.privacy import Privacy

log = structlog.get_logger()

router = APIRouter(tags=[Privacy.private])

EVENT = "http://schemas.openid.net/event/backchannel-logout"
_MAX_AGE = 300


@dataclass(frozen=True)
class Notice:
    """Whose login is over: one login (`sid`), or all of a person's (`sub`)."""

    iss: str
    sub: str | None
    sid: str | None


@router.post("/abmeldung/provider")
async def provider_logout(request: Request, data: RawForm, at: Now) -> PlainTextResponse:
    state = request.app.state
    status = 200
    try:
        notice = await _read(state.provider, state.settings.oidc_client_id, data)
        await run_in_threadpool(end, state.engine, notice, at=at)
    except (LoginRefused, ProviderUnreachable) as error:
        log.warning("logout notice refused", reason=str(error))
        status = 400
    return PlainTextResponse("", status_code=status)


def end(engine: Engine, notice: Notice, *, at: datetime) -> int:
    """Revoke what the notice names; returns how many sessions that were."""
    with session_for(engine, write=True) as session:
        query = select(Mitarbeiter.id).where(Mitarbeiter.oidc_iss == notice.iss)
        if notice.sub is not None:
            query = query.where(Mitarbeiter.oidc_sub == notice.sub)
        else:
            query = query.join(
                StaffSession,
                StaffSession.mitarbeiter_id == Mitarbeiter.id,  # type: ignore[arg-type]
            ).where(StaffSession.provider_sid == notice.sid)
        people = {person for person in session.exec(query) if person is not None}
        ended = sum(
            sessions.end_all(session, person, at=at, provider_sid=notice.sid) for person in people
        )
        session.commit()
    return ended


async def _read(provider: Provider, client_id: str, data: Any) -> Notice:
    """Raises LoginRefused for anything but a fresh notice signed by the provider."""
    client = await provider.client()
    raw = data.get("logout_token")
    if not isinstance(raw, str):
        raise LoginRefused("no logout token")
    try:
        claims = await _verified(client, raw)
        JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": client.server_metadata["issuer"]},
            aud={"essential": True, "value": client_id},
            iat={"essential": True},
            jti={"essential": True},
        ).validate(claims)
    except httpx.HTTPError as error:
        raise ProviderUnreachable(type(error).__name__) from error
    except (JoseError, ValueError) as error:
        raise LoginRefused(type(error).__name__) from error
    return _notice(claims)


def _notice(claims: dict[str, Any]) -> Notice:
    events, sub, sid = claims.get("events"), claims.get("sub"), claims.get("sid")
    # A nonce marks an ID token, which must never pass for a notice.
    if not isinstance(events, dict) or EVENT not in events or "nonce" in claims:
        raise LoginRefused("no logout event")
    if time.time() - claims["iat"] > _MAX_AGE + LEEWAY:
        raise LoginRefused("the notice is old")
    if not isinstance(sub or sid, str):
        raise LoginRefused("the notice names nobody")
    return Notice(
        iss=claims["iss"],
        sub=sub if isinstance(sub, str) else None,
        sid=sid if isinstance(sid, str) else None,
    )


async def _verified(client: Any, raw: str) -> dict[str, Any]:
    registry = JWSRegistry(
        algorithms=client.server_metadata["id_token_signing_alg_values_supported"],
        strict_check_header=False,
    )
    try:
        keys = KeySet.import_key_set(await client.fetch_jwk_set())
        return jwt.decode(raw, keys, registry=registry).claims
    except InvalidKeyIdError:
        keys = KeySet.import_key_set(await client.fetch_jwk_set(force=True))
        return jwt.decode(raw, keys, registry=registry).claims
