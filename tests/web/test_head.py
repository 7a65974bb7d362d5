"""HEAD tells what GET would, and reads as GET does."""

import asyncio

import pytest
from sqlmodel import Session
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from app.web.head import HeadAsGet
from tests.support.client import PortalClient
from tests.support.factories import ein_quartier


@pytest.mark.parametrize(
    "address",
    ["/", "/ideen", "/quartiere/heslach", "/healthz", "/readyz", "/intern", "/gibt-es-nicht"],
)
def test_head_is_get_without_the_body(client: PortalClient, session: Session, address: str) -> None:
    ein_quartier(session, slug="heslach")
    got, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers == got.headers


def test_no_byte_of_the_body_is_sent() -> None:
    sent: list[Message] = []

    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["method"] == "GET"
        await PlainTextResponse("Bank")(scope, receive, send)

    async def note(message: Message) -> None:
        sent.append(message)

    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "HEAD", "path": "/", "headers": []}
    asyncio.run(HeadAsGet(page)(scope, nothing, note))
    assert (b"content-length", b"4") in sent[0]["headers"]
    assert [message["body"] for message in sent[1:]] == [b""]
