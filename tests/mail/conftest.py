"""A mail server, settings that lead to it, and mail templates of no feature."""

from collections.abc import Callable, Iterator

import pytest
from jinja2 import BaseLoader, ChoiceLoader, DictLoader
from sqlalchemy import Engine
from sqlmodel import Session

from app.mail.models import Mail
from app.mail.outbox import queue
from app.mail.worker import Counts, deliver_due
from app.settings import Settings
from app.web.templating import environment
from tests.mail.run_worker import secret_address
from tests.support.clock import FixedNow
from tests.support.smtp import Inbox, mail_server

NUMMER = "I-2026-00042"

_TEMPLATES = {
    "mail/probe.txt": "{% extends 'mail/_rahmen.txt' %}"
    "{% block betreff %}Neues zu: {{ titel }}{% endblock %}"
    "{% block inhalt %}Es geht um {{ titel }}.{% endblock %}",
    "mail/probe.html": "{% extends 'mail/_rahmen.html' %}"
    "{% block inhalt %}<p>Es geht um {{ titel }}.</p>{% endblock %}",
    "mail/ohne_link.txt": "{% extends 'mail/_rahmen.txt' %}"
    "{% block betreff %}{{ titel }}{% endblock %}{% block inhalt %}{{ titel }}{% endblock %}"
    "{% block knopf %}{% endblock %}",
    "mail/ohne_link.html": "{% extends 'mail/_rahmen.html' %}"
    "{% block inhalt %}<p>{{ titel }}</p>{% endblock %}{% block knopf %}{% endblock %}",
    "mail/ohne_betreff.txt": "Guten Tag",
    "mail/ohne_betreff.html": "<p>Guten Tag</p>",
}


@pytest.fixture(autouse=True)
def mail_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    env = environment()
    assert isinstance(env.loader, BaseLoader)
    loader = ChoiceLoader([env.loader, DictLoader(_TEMPLATES)])
    monkeypatch.setattr(env, "loader", loader)


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with mail_server() as inbox:
        yield inbox


@pytest.fixture
def settings(settings: Settings, inbox: Inbox) -> Settings:
    return settings.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": inbox.port})


@pytest.fixture
def queued(session: Session, now: FixedNow) -> Callable[..., Mail]:
    """Queue and commit a mail about a bench."""

    def do(titel: str = "Bänke am Platz", to: str = "anna@beispiel.de", **options: str) -> Mail:
        template = options.pop("template", "probe")
        thread = options.pop("thread", NUMMER)
        mail = queue(
            session, to=to, template=template, thread=thread, sprache="de", at=now, titel=titel
        )
        assert mail is not None
        session.commit()
        return mail

    return do


@pytest.fixture
def reloaded(session: Session) -> Callable[[Mail], Mail]:
    """The row as it stands now; the write lock is given back at once."""

    def do(mail: Mail) -> Mail:
        session.refresh(mail)
        session.commit()
        return mail

    return do


@pytest.fixture
def deliver(engine: Engine, settings: Settings, now: FixedNow) -> Callable[..., Counts]:
    """Deliver what is due now, or `later` (a timedelta) than now."""

    def do(later: object = None) -> Counts:
        at = now if later is None else now + later  # type: ignore[operator]
        return deliver_due(engine, settings, at=at, links=secret_address)

    return do
