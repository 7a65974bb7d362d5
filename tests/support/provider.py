"""The login provider as a real process over HTTP, and a browser that walks through its pages."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.support.client import PortalClient
from tests.support.settings import BASE_URL

LOGIN = "/intern/anmeldung"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def real_provider(people: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yields the issuer. Each of `people` holds `sub` and whatever claims it shall have."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    command += ["--require-nonce", "true"]
    for person in people:
        command += ["--user-claims", json.dumps(person)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        issuer = f"http://127.0.0.1:{port}"
        _wait(issuer, process)
        yield issuer
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(issuer: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the provider did not start"
        with suppress(httpx.TransportError):
            if httpx.get(f"{issuer}/.well-known/openid-configuration", timeout=2).is_success:
                return
        time.sleep(0.1)
    raise AssertionError("the provider does not answer")


def leave(client: PortalClient, target: str = "/intern") -> str:
    """Press the button of the login page; returns the provider's address."""
    answer = client.post(LOGIN, data={"next": target})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def at_provider(address: str, **form: str) -> str:
    """Fill the provider's page (`sub=…` or `action="deny"`); returns where it sends the browser."""
    with httpx.Client(timeout=10) as browser:
        page = browser.get(address)
        assert page.status_code == 200, page.text
        answer = browser.post(address, data=form)
    assert answer.status_code == 302, answer.text
    return str(answer.headers["location"])


def come_back(client: PortalClient, address: str) -> httpx.Response:
    """Follow the provider's redirect; a browser marks it as coming from another site."""
    assert address.startswith(f"{BASE_URL}{LOGIN}/rueckkehr?"), address
    parts = urlsplit(address)
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    return client.get(f"{parts.path}?{parts.query}", headers=headers)


def sign_in(client: PortalClient, sub: str, *, target: str = "/intern") -> httpx.Response:
    """The whole way; returns the portal's answer to the provider's redirect."""
    return come_back(client, at_provider(leave(client, target), sub=sub))
