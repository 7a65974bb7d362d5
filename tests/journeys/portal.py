"""The whole portal on one machine: demo city, mail worker, mail server and login provider."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from app.anmeldung.demo import people
from app.db import session_for
from app.demo.seed import seed
from app.settings import Settings
from tests.support.database import worker_database
from tests.support.processes import running, serving
from tests.support.provider import real_provider
from tests.support.settings import settings_for
from tests.support.smtp import Inbox, free_port, mail_server


@dataclass
class Portal:
    settings: Settings
    engine: Engine
    inbox: Inbox

    @property
    def address(self) -> str:
        return self.settings.base_url

    def reading(self) -> Session:
        return session_for(self.engine, write=False)

    def mail(self, to: str, subject: str) -> EmailMessage:
        """The newest mail to this address whose subject holds these words; waits for it."""
        for _ in range(600):
            for mail in reversed(self.inbox.mails):
                if mail["To"] == to and subject in mail["Subject"]:
                    return mail
            time.sleep(0.1)
        seen = [(mail["To"], mail["Subject"]) for mail in self.inbox.mails]
        raise AssertionError(f"no mail to {to} about {subject!r}; there are {seen}")


def link_in(mail: EmailMessage) -> str:
    """The one secret address of a mail, the same in text and HTML."""
    parts = [mail.get_body((kind,)) for kind in ("plain", "html")]
    found = {
        link
        for part in parts
        if part is not None
        for link in re.findall(r"https?://[^\s\"<]+/vorgang/[\w-]+", part.get_content())
    }
    assert len(found) == 1, found
    return found.pop()


@contextmanager
def demo_portal(worker: str, folder: Path) -> Iterator[Portal]:
    """The provider is reached by another name than the portal, so that it is another site."""
    with (
        worker_database(f"{worker}_browser") as database,
        database.fresh() as engine,
        mail_server() as inbox,
        real_provider(_claims()) as issuer,
    ):
        settings = settings_for(
            database.url,
            folder,
            demo=True,
            base_url=f"http://127.0.0.1:{free_port()}",
            oidc_issuer=issuer.replace("127.0.0.1", "localhost"),
            smtp_host="127.0.0.1",
            smtp_port=inbox.port,
        )
        seed(engine, settings)
        with serving(settings), running(settings, "worker"):
            yield Portal(settings, engine, inbox)


def _claims() -> list[dict[str, object]]:
    return [{"sub": p.sub} | p.claims for p in people()]
