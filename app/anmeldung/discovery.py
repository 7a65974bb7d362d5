"""The provider's discovery document: fetched, checked, and cut down to what the login uses."""

import ssl
from functools import cache
from typing import Any

import httpx

TIMEOUT = httpx.Timeout(5.0, connect=3.0)

# No "none", and no HMAC, whose key would be the client secret or, worse, a public key.
_SIGNATURES = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
# Authlib hands the whole document to its HTTP client as options: only what is used may pass.
_USED = frozenset(
    {
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
        "jwks_uri",
        "end_session_endpoint",
        "id_token_signing_alg_values_supported",
        "authorization_response_iss_parameter_supported",
    }
)
_IN_BODY = "client_secret_post"
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderUnreachable(Exception):
    """The provider does not answer, or not in a way a login could begin with."""


@cache
def tls() -> ssl.SSLContext:
    """One for all clients, of which Authlib makes many: reading the certificates takes a while."""
    return httpx.create_ssl_context()


async def discover(issuer: str) -> dict[str, Any]:
    """The metadata of the provider at `issuer`. Raises ProviderUnreachable."""
    if not issuer:
        raise ProviderUnreachable("OIDC_ISSUER is not set")
    address = issuer.rstrip("/") + "/.well-known/openid-configuration"
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT, verify=tls()) as http:
            document = (await http.get(address)).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise ProviderUnreachable(type(error).__name__) from error
    if not isinstance(document, dict):
        raise ProviderUnreachable("the discovery document is no object")
    return _checked(document, issuer)


def _checked(document: dict[str, Any], issuer: str) -> dict[str, Any]:
    if str(document.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        raise ProviderUnreachable("the discovery document belongs to another issuer")
    missing = [name for name in _NEEDED if not isinstance(document.get(name), str)]
    if missing:
        raise ProviderUnreachable(f"the discovery document lacks {', '.join(missing)}")
    metadata = {name: value for name, value in document.items() if name in _USED}
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    accepted = [a for a in offered if a in _SIGNATURES] or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = accepted
    methods = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" not in methods and _IN_BODY in methods:
        metadata["token_endpoint_auth_method"] = _IN_BODY
    return metadata
