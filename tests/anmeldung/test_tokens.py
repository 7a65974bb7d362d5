"""A provider, or whoever speaks in its place, that lies: nobody gets in, nothing is written."""

import time
from base64 import b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import Session, select
from structlog.testing import capture_logs

from app.auth.models import Mitarbeiter, StaffSession
from app.auth.permissions import Rolle
from app.history.models import Step
from tests.support.client import PortalClient
from tests.support.each import each
from tests.support.factories import eine_mitarbeiterin
from tests.support.provider import come_back, leave
from tests.support.rogue_provider import CLIENT_ID, GONE, Rogue
from tests.support.settings import BASE_URL

COOKIE = "__Host-sitzung"


@pytest.fixture
def invited(session: Session) -> Mitarbeiter:
    return eine_mitarbeiterin(
        session, Rolle.kasse, email="einladung@stadt.example", oidc_iss=None, oidc_sub=None
    )


def _refused(client: PortalClient, session: Session, rogue: Rogue, **query: str) -> None:
    with capture_logs() as logs:
        answer = rogue.answer(client, **query)
    assert answer.status_code == 400, answer.headers.get("location")
    assert "hat nicht geklappt" in answer.text
    assert COOKIE not in client.cookies
    assert session.exec(select(StaffSession)).all() == []
    assert session.exec(select(Step)).all() == []
    assert all(p.oidc_sub is None for p in session.exec(select(Mitarbeiter)))
    for secret in ("ein-code", "zugriff", "eyJ", rogue.nonce):
        assert secret not in answer.text
        assert secret not in str(logs)


def test_honest_answer_gets_in(client: PortalClient, invited: Mitarbeiter, rogue: Rogue) -> None:
    assert rogue.answer(client).headers["location"] == "/intern"
    assert COOKIE in client.cookies


def test_code_is_traded_with_verifier_secret_and_the_same_redirect_address(
    client: PortalClient, invited: Mitarbeiter, rogue: Rogue
) -> None:
    asked = parse_qs(urlsplit(leave(client)).query)
    (state,), (challenge,) = asked["state"], asked["code_challenge"]
    come_back(client, f"{BASE_URL}/intern/anmeldung/rueckkehr?code=ein-code&state={state}")

    (sent,) = rogue.token_requests
    verifier = sha256(sent["code_verifier"].encode()).digest()
    assert urlsafe_b64encode(verifier).decode().rstrip("=") == challenge
    assert sent["redirect_uri"] == f"{BASE_URL}/intern/anmeldung/rueckkehr"
    assert b64decode(rogue.authorization.removeprefix("Basic ")) == b"quartiersportal:geheim"


@each(
    "claims",
    [
        {"iss": "https://boese.example"},
        {"iss": GONE},
        {"aud": "ein-anderes-portal"},
        {"aud": ["ein-anderes-portal"]},
        {"aud": [CLIENT_ID, "ein-anderes-portal"]},
        {"aud": [CLIENT_ID, "ein-anderes-portal"], "azp": "ein-anderes-portal"},
        {"aud": GONE},
        {"nonce": "von-gestern"},
        {"nonce": GONE},
        {"nonce": ""},
        {"exp": int(time.time()) - 120},
        {"exp": GONE},
        {"exp": "bald"},
        {"iat": int(time.time()) + 3600},
        {"iat": GONE},
        {"nbf": int(time.time()) + 3600},
        {"sub": GONE},
        {"sub": ""},
        {"sub": None},
        {"sub": 17},
        {"sub": ["person-1"]},
        {"sub": "x" * 256},
        {"at_hash": "gelogen"},
    ],
)
def test_false_claim_is_refused(
    client: PortalClient,
    session: Session,
    invited: Mitarbeiter,
    rogue: Rogue,
    claims: dict[str, Any],
) -> None:
    rogue.claims = claims
    _refused(client, session, rogue)


@pytest.mark.parametrize("offered", [["RS256"], ["RS256", "HS256", "none"], ["none"]], ids=str)
@pytest.mark.parametrize("signed", ["none", "HS256"])
def test_token_without_a_real_signature_is_refused_even_where_the_provider_offers_it(
    client: PortalClient,
    session: Session,
    invited: Mitarbeiter,
    rogue: Rogue,
    signed: str,
    offered: list[str],
) -> None:
    rogue.signed = signed
    rogue.metadata = {"id_token_signing_alg_values_supported": offered}
    _refused(client, session, rogue)


def test_token_signed_with_another_key_is_refused(
    client: PortalClient, session: Session, invited: Mitarbeiter, rogue: Rogue
) -> None:
    rogue.wrong_key = True
    _refused(client, session, rogue)


def test_new_keys_of_the_provider_are_learnt_after_one_failure(
    client: PortalClient, invited: Mitarbeiter, rogue: Rogue
) -> None:
    assert rogue.answer(client).status_code == 303
    rogue.key = rogue.other_key
    assert rogue.answer(client).status_code == 400
    assert rogue.answer(client).status_code == 303


def test_answer_without_id_token_is_refused(
    client: PortalClient, session: Session, invited: Mitarbeiter, rogue: Rogue
) -> None:
    rogue.no_id_token = True
    _refused(client, session, rogue)


@pytest.mark.parametrize(
    "query",
    [{"iss": "https://boese.example"}, {"error": "server_error"}, {"error": "<script>1</script>"}],
    ids=str,
)
def test_answer_that_is_not_this_providers_yes_is_refused(
    client: PortalClient,
    session: Session,
    invited: Mitarbeiter,
    rogue: Rogue,
    query: dict[str, str],
) -> None:
    _refused(client, session, rogue, **query)
    assert rogue.token_requests == []


def test_answer_without_sender_is_refused_where_the_provider_promises_one(
    client: PortalClient, session: Session, invited: Mitarbeiter, rogue: Rogue
) -> None:
    rogue.metadata = {"authorization_response_iss_parameter_supported": True}
    _refused(client, session, rogue)
    assert rogue.answer(client, iss=rogue.issuer).status_code == 303


@pytest.mark.parametrize("verified", [False, None, "true", 1, "false"])
def test_unverified_address_in_the_token_matches_nobody(
    client: PortalClient, session: Session, invited: Mitarbeiter, rogue: Rogue, verified: object
) -> None:
    rogue.claims = {"email_verified": verified}
    assert rogue.answer(client).status_code == 403
    assert session.exec(select(StaffSession)).all() == []


@pytest.mark.parametrize(
    "email", ["einladung@stadt.example", " EINLADUNG@stadt.example"], ids=["same", "case"]
)
def test_address_may_come_from_the_userinfo_endpoint(
    client: PortalClient, invited: Mitarbeiter, rogue: Rogue, email: str
) -> None:
    rogue.claims = {"email": GONE, "email_verified": GONE}
    rogue.userinfo = {"sub": "person-1", "email": email, "email_verified": True}
    assert rogue.answer(client).status_code == 303


def test_userinfo_of_another_person_is_refused(
    client: PortalClient, session: Session, invited: Mitarbeiter, rogue: Rogue
) -> None:
    rogue.claims = {"email": GONE, "email_verified": GONE}
    rogue.userinfo = {"sub": "x", "email": "einladung@stadt.example", "email_verified": True}
    _refused(client, session, rogue)


def test_address_and_verification_of_two_sources_are_never_put_together(
    client: PortalClient, invited: Mitarbeiter, rogue: Rogue
) -> None:
    rogue.claims = {"email_verified": GONE}
    rogue.userinfo = {"sub": "person-1", "email": "x@y.example", "email_verified": True}
    assert rogue.answer(client).status_code == 403


@pytest.mark.parametrize("email", ["einladung@ſtadt.example", "einladung@stadt.example\n.x"])
def test_address_that_only_looks_alike_matches_nobody(
    client: PortalClient, invited: Mitarbeiter, rogue: Rogue, email: str
) -> None:
    rogue.claims = {"email": email}
    assert rogue.answer(client).status_code == 403


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://boese.example"},
        {"issuer": GONE},
        {"token_endpoint": GONE},
        {"jwks_uri": 3},
    ],
    ids=str,
)
def test_discovery_document_that_cannot_be_right_ends_in_a_friendly_page(
    client: PortalClient, rogue: Rogue, metadata: dict[str, Any]
) -> None:
    rogue.metadata = metadata
    assert client.post("/intern/anmeldung").status_code == 503


def test_discovery_document_cannot_set_options_of_our_http_client(
    client: PortalClient, invited: Mitarbeiter, rogue: Rogue
) -> None:
    rogue.metadata = {"verify": False, "timeout": None, "base_url": "http://127.0.0.1:9"}
    assert rogue.answer(client).status_code == 303


def test_token_endpoint_that_breaks_ends_in_a_friendly_page(
    client: PortalClient, invited: Mitarbeiter, rogue: Rogue
) -> None:
    rogue.token_status = 500
    assert rogue.answer(client).status_code == 503
