"""The way of a new Idee as a browser goes it."""

from typing import Any

import httpx

from tests.support.client import PortalClient


def checked(client: PortalClient, typed: dict[str, Any], **files: Any) -> str:
    """The address of the check page."""
    answer = client.post("/ideen/neu", data=typed, files=files or None)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def hand_in(client: PortalClient, typed: dict[str, Any], **files: Any) -> httpx.Response:
    """The form, its check page, and the press there."""
    check = checked(client, typed, **files)
    assert client.get(check).status_code == 200
    return client.post(check)
