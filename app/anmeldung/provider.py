"""The login provider, found by its discovery document; Authlib speaks the protocol.

Everything the provider says about a person is checked here, and only here: signature, issuer,
audience, nonce, expiry, and who sent the answer. Nothing of a token reaches a log or a page.
"""

import logging
import re
import time
import warnings
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
from authlib.common.security import generate_token
from authlib.deprecate import AuthlibDeprecationWarning
from joserfc.errors import JoseError
from starlette.requests import Request

from app.anmeldung import login_state
from app.anmeldung.discovery import TIMEOUT, ProviderUnreachable, discover, tls
from app.settings import Settings

with warnings.catch_warnings():
    # Authlib would rather have httpx2; httpx is what this project stands on.
    warnings.filterwarnings("ignore", ".*httpx2", category=AuthlibDeprecationWarning)
    from authlib.integrations.base_client.errors import MismatchingStateError, OAuthError
    from authlib.integrations.starlette_client import OAuth, StarletteIntegration

logging.getLogger("authlib").setLevel(logging.INFO)  # its debug lines show PKCE verifiers

CALLBACK = "/intern/anmeldung/rueckkehr"
LOGGED_OUT = "/intern/abmeldung"
LEEWAY = 60
"""Seconds by which the clocks of portal and provider may differ."""

_DISCOVERY_MAX_AGE = 3600
_MAX_CLAIM = 255
_AGAIN = "-2"
_NAME = "provider"
_TABS = 4


class LoginRefused(Exception):
    """The provider's answer does not prove who the person is; `reason` is for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StateLost(Exception):
    """No login of this browser belongs to the answer. `again`: this was the second try."""

    def __init__(self, *, again: bool) -> None:
        super().__init__()
        self.again = again


@dataclass(frozen=True)
class Identity:
    """Who the provider says this is. `email` is "" unless the provider has verified it."""

    iss: str
    sub: str
    email: str = ""
    sid: str | None = None
    id_token: str = ""


class SeveralTabs(StarletteIntegration):  # type: ignore[misc]
    """Authlib keeps the newest login only, so a second tab would break the first one."""

    async def set_state_data(self, session: dict[str, Any] | None, state: str, data: Any) -> None:
        if session is None:
            return
        prefix = f"_state_{self.name}_"
        open_tabs = [key for key in session if key.startswith(prefix)]
        for key in open_tabs[: max(0, len(open_tabs) - _TABS + 1)]:
            session.pop(key)
        session[prefix + state] = {"data": data, "exp": time.time() + login_state.SECONDS}


class Registry(OAuth):  # type: ignore[misc]
    framework_integration_cls = SeveralTabs


class Provider:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: Any = None
        self._loaded_at = 0.0

    async def authorization_address(
        self, request: Request, *, target: str, again: bool = False, person: str = ""
    ) -> str:
        """Where the browser goes to log in; state, nonce and verifier stay in its cookie. `person`
        is said to the provider as whom it is to expect.

        Raises ProviderUnreachable.
        """
        client = await self.client()
        redirect_uri = self._settings.base_url + CALLBACK
        state = generate_token(40) + (_AGAIN if again else "")
        hint = {"login_hint": person} if person else {}
        begun = await client.create_authorization_url(redirect_uri, state=state, **hint)
        address: str = begun.pop("url")
        await client.save_authorize_data(request, redirect_uri=redirect_uri, target=target, **begun)
        return address

    async def target(self, request: Request) -> str:
        """Where the login that this answer belongs to wanted to go; "" where it is unknown."""
        client = await self.client()
        state = request.query_params.get("state", "")
        data = await client.framework.get_state_data(request.session, state)
        return str(data.get("target", "")) if data else ""

    async def identify(self, request: Request) -> Identity:
        """Trade the answer's code for tokens and check them.

        Raises LoginRefused, StateLost or ProviderUnreachable.
        """
        client = await self.client()
        _check_answer(request, client.server_metadata)
        try:
            token = await client.authorize_access_token(
                request, claims_options=self._claims_options(client), leeway=LEEWAY
            )
            return await _identity(client, token)
        except MismatchingStateError as error:
            again = request.query_params.get("state", "").endswith(_AGAIN)
            raise StateLost(again=again) from error
        except httpx.HTTPError as error:
            raise ProviderUnreachable(type(error).__name__) from error
        except (OAuthError, JoseError, ValueError, TypeError, KeyError, RuntimeError) as error:
            # Perhaps the provider has changed its keys: the next login asks for them anew.
            client.server_metadata.pop("jwks", None)
            raise LoginRefused(_kind(error)) from error

    async def logout_address(self, id_token_hint: str) -> str | None:
        """The provider's own logout, which comes back here; None where it has none."""
        client = await self.client()
        endpoint = client.server_metadata.get("end_session_endpoint")
        if not endpoint:
            return None
        query = {
            "post_logout_redirect_uri": self._settings.base_url + LOGGED_OUT,
            "client_id": self._settings.oidc_client_id,
        }
        if id_token_hint:
            query["id_token_hint"] = id_token_hint
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    async def client(self) -> Any:
        """Authlib's client on a discovery document that is at most an hour old."""
        if self._client is None or time.monotonic() - self._loaded_at > _DISCOVERY_MAX_AGE:
            self._client = self._registered(await discover(self._settings.oidc_issuer))
            self._loaded_at = time.monotonic()
        return self._client

    def _registered(self, metadata: dict[str, Any]) -> Any:
        settings = self._settings
        return Registry().register(
            _NAME,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value() or None,
            client_kwargs={
                "scope": settings.oidc_scopes,
                "code_challenge_method": "S256",
                "timeout": TIMEOUT,
                "verify": tls(),
            },
            **metadata,
        )

    def _claims_options(self, client: Any) -> dict[str, dict[str, Any]]:
        return {
            "iss": {"essential": True, "value": client.server_metadata["issuer"]},
            "aud": {"essential": True, "value": self._settings.oidc_client_id},
            "sub": {"essential": True},
            "nonce": {"essential": True},
            "exp": {"essential": True},
            "iat": {"essential": True},
        }


def _check_answer(request: Request, metadata: dict[str, Any]) -> None:
    """An answer from another provider must not be traded at this one (RFC 9207)."""
    query = request.query_params
    sender = query.get("iss")
    promised = metadata.get("authorization_response_iss_parameter_supported")
    if sender != metadata["issuer"] and (sender is not None or promised):
        raise LoginRefused("the answer names another issuer")
    if "error" in query:
        raise LoginRefused("the provider sent an error instead of a code")


async def _identity(client: Any, token: dict[str, Any]) -> Identity:
    claims = token.get("userinfo")
    if not claims:
        raise LoginRefused("the provider sent no ID token")
    sub = claims["sub"]
    if not isinstance(sub, str) or not 0 < len(sub) <= _MAX_CLAIM:
        raise LoginRefused("the subject is not usable")
    sid = claims.get("sid")
    return Identity(
        iss=claims["iss"],
        sub=sub,
        email=_verified_email(await _with_email(client, token, claims)),
        sid=sid if isinstance(sid, str) else None,
        id_token=token["id_token"],
    )


async def _with_email(client: Any, token: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
    """Some providers tell address and verification only at the userinfo endpoint. Both come
    from one source: an address of one must never meet the verification of the other."""
    if "email" in claims and "email_verified" in claims:
        return claims
    if not client.server_metadata.get("userinfo_endpoint"):
        return {}
    userinfo = dict(await client.userinfo(token=token))
    if userinfo.get("sub") != claims["sub"]:
        raise LoginRefused("userinfo speaks of another person")
    return userinfo


def _verified_email(claims: dict[str, Any]) -> str:
    email = claims.get("email")
    verified = claims.get("email_verified") is True
    return email if verified and isinstance(email, str) else ""


def _kind(error: Exception) -> str:
    """The kind of error, the claim or the error code of OAuth; other texts may hold tokens."""
    detail = getattr(error, "claim", "") or getattr(error, "error", "")
    is_code = isinstance(detail, str) and re.fullmatch(r"[a-z_,]{1,60}", detail)
    return f"{type(error).__name__} {detail}" if is_code else type(error).__name__
