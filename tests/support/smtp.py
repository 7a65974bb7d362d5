"""A real mail server on a free port that keeps what it takes and answers what a test wants."""

import email
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"
Answer = Callable[[EmailMessage, list[str]], str | None]


@dataclass
class Inbox:
    """What arrived; `answer` may return another reply to DATA, `answer_to` one to RCPT TO."""

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    asked: int = 0
    answer: Answer = lambda message, recipients: None
    answer_to: Callable[[str], str | None] = lambda address: None

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked += 1
        refusal = self.answer_to(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return OK

    async def handle_DATA(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        message = email.message_from_bytes(envelope.content or b"", policy=SMTP_POLICY)
        assert isinstance(message, EmailMessage)
        refusal = self.answer(message, envelope.rcpt_tos)
        if refusal and not refusal.startswith("2"):
            return refusal
        self.mails.append(message)
        self.recipients += envelope.rcpt_tos
        return refusal or OK


@contextmanager
def mail_server(**options: Any) -> Iterator[Inbox]:
    """`options` go to aiosmtpd's Controller (TLS, login …)."""
    inbox = Inbox(port=free_port())
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port, **options)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
