"""An answer for whatever a request raises before it comes to a route, or while it is answered.

No exception reaches the server: it would cut the connection, and a proxy that keeps connections
takes the whole portal for dead.
"""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Answer = Callable[[Request, Exception], Response]


class Answering:
    """Plain ASGI, outside of all that turns requests away and inside of what marks answers."""

    def __init__(self, app: ASGIApp, *, answer: Answer) -> None:
        self.app = app
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            if begun:
                raise
            await self.answer(Request(scope, receive), error)(scope, receive, send)
