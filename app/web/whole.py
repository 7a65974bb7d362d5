"""Changing an answer as a whole, as plain ASGI: its head waits until its body is there."""

from collections.abc import Callable

from starlette.types import Message, Send


def whole(
    send: Send,
    concerns: Callable[[Message], bool],
    change: Callable[[Message, Message], Message],
) -> Send:
    """`concerns` judges the head of an answer. `change` gets head and (first part of the) body,
    changes the head in place and gives the body as it leaves."""
    start: Message | None = None

    async def changing(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start" and concerns(message):
            start = message
            return
        if start is not None:
            message = change(start, message)
            await send(start)
            start = None
        await send(message)

    return changing
