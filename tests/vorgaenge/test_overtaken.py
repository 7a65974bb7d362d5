"""Mail that time has overtaken while the mail server was away is not sent."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.casework.notes import tell
from app.commands.worker import overtaken_mails, secret_addresses
from app.features import FEATURES
from app.ideen.models import Idee
from app.ideen.queries import of_vorgang
from app.ideen.status import Ideenstatus
from app.mail.models import Mail, Zustellung
from app.mail.outbox import queue
from app.mail.worker import deliver_due
from app.settings import Settings
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.factories import eine_idee
from tests.vorgaenge.secrets import secret, sent_along

Deliver = Callable[[], list[str]]
_S = Ideenstatus


@pytest.fixture
def deliver(engine: Engine, session: Session, settings: Settings, now: FixedNow) -> Deliver:
    """The subjects of what goes out now."""

    def do() -> list[str]:
        session.commit()
        links, overtaken = secret_addresses(engine, settings), overtaken_mails(engine, FEATURES)
        deliver_due(engine, settings, at=now, links=links, overtaken=overtaken)
        session.expire_all()
        sent = select(Mail).where(Mail.zustand == Zustellung.zugestellt).order_by(col(Mail.id))
        assert session.exec(select(Mail).where(Mail.zustand != Zustellung.zugestellt)).all() == []
        return [mail.betreff for mail in session.exec(sent)]

    return do


def _loaded(session: Session, idee: Idee) -> Idee:
    session.flush()
    session.expire(idee)
    return of_vorgang(session, idee.vorgang_id)


def _asked(session: Session, now: FixedNow) -> Idee:
    idee = _loaded(session, eine_idee(session, _S.rueckfrage, email="rosa@post.example"))
    tell(session, idee, "idee_rueckfrage", at=now, frist=now)
    session.commit()
    return idee


def test_a_question_that_waits_for_its_answer_goes_out(
    session: Session, now: FixedNow, deliver: Deliver
) -> None:
    _asked(session, now)
    assert len(deliver()) == 1


def test_a_question_that_was_answered_is_not_asked_any_more(
    session: Session, client: PortalClient, now: FixedNow, deliver: Deliver
) -> None:
    link = secret(session, _asked(session, now))
    data = {"text": "Am Brunnen"} | sent_along(client.get(link).text)
    assert client.post(f"{link}/antwort", data=data).status_code == 303
    assert deliver() == []


def test_of_what_was_withdrawn_no_news_goes_out(
    session: Session, client: PortalClient, now: FixedNow, deliver: Deliver
) -> None:
    idee = _loaded(session, eine_idee(session, _S.veroeffentlicht, email="rosa@post.example"))
    tell(session, idee, "idee_veroeffentlicht", at=now, redacted=False)
    link = secret(session, idee)
    session.commit()
    page = client.get(f"{link}/zurueckziehung")
    assert client.post(f"{link}/zurueckziehung", data=sent_along(page.text)).status_code == 303
    assert deliver() == []


def test_a_newer_mail_tells_what_came_of_it(
    session: Session, now: FixedNow, deliver: Deliver
) -> None:
    """A first question that was taken back, and then a second one."""
    idee = _asked(session, now)
    idee.status = _S.in_pruefung
    tell(session, idee, "idee_frage_zurueckgenommen", at=now)
    first = deliver()
    assert len(first) == 1
    assert "hat sich erledigt" in first[0]


def test_a_link_that_was_asked_for_always_goes_out(
    session: Session, now: FixedNow, deliver: Deliver
) -> None:
    idee = eine_idee(session, _S.zurueckgezogen, email="rosa@post.example")
    queue(
        session,
        to="rosa@post.example",
        template="vorgang_link",
        thread=idee.vorgangsnummer,
        sprache="de",
        at=now,
    )
    assert len(deliver()) == 1
