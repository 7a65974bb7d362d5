"""Queueing: what stands in the row, and what can never get into a header."""

from collections.abc import Callable

import pytest
from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select, update

from app.mail.models import Mail, Zustellung
from app.mail.outbox import LINK, queue
from app.mail.worker import Counts
from tests.mail.conftest import NUMMER
from tests.mail.run_worker import secret_address
from tests.support.clock import FixedNow
from tests.support.each import each
from tests.support.smtp import Inbox

Queued = Callable[..., Mail]
Deliver = Callable[..., Counts]


def test_subject_is_the_first_line_of_the_text(queued: Queued) -> None:
    mail = queued("Bänke am Platz")
    assert mail.betreff == "Neues zu: Bänke am Platz"
    assert mail.text.startswith("Guten Tag,\n\nEs geht um Bänke am Platz.\n")
    assert "\n\n\n" not in mail.text
    assert "<title>Neues zu: Bänke am Platz</title>" in mail.html


def test_html_is_escaped_and_text_is_not(queued: Queued) -> None:
    mail = queued('<script>alert("x")</script> & Co')
    assert "<script>" not in mail.html
    assert "&lt;script&gt;" in mail.html
    assert '<script>alert("x")</script> & Co' in mail.text


@pytest.mark.parametrize("to", [None, "", "  "])
def test_without_an_address_nothing_is_queued(
    session: Session, now: FixedNow, to: str | None
) -> None:
    assert (
        queue(session, to=to, template="probe", thread=NUMMER, sprache="de", at=now, titel="x")
        is None
    )
    assert session.exec(select(func.count()).select_from(Mail)).one() == 0


@each(
    "to",
    [
        "anna@beispiel.de\r\nBcc: alle@beispiel.de",
        "anna@beispiel.de\nBcc: alle@beispiel.de",
        "anna@beispiel.de, alle@beispiel.de",
        "Anna <anna@beispiel.de>",
        "anna@beispiel.de\x00",
        "anna",
        f"{'a' * 300}@beispiel.de",
    ],
)
def test_only_one_plain_address_is_accepted(session: Session, now: FixedNow, to: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        queue(session, to=to, template="probe", thread=NUMMER, sprache="de", at=now, titel="x")


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_break_in_a_title_makes_no_header(
    queued: Queued, deliver: Deliver, inbox: Inbox, break_: str
) -> None:
    queued(f"Bank{break_}Bcc: alle@beispiel.de{break_}{break_}<b>Anderer Text</b>")
    assert deliver() == Counts(delivered=1)
    [mail] = inbox.mails
    assert mail["Bcc"] is None
    assert inbox.recipients == ["anna@beispiel.de"]
    assert mail["Subject"].startswith("Neues zu: Bank")
    assert {part.get_content_type() for part in mail.iter_parts()} == {"text/plain", "text/html"}


def test_a_long_title_is_cut_to_the_column(queued: Queued) -> None:
    assert len(queued("ä" * 400).betreff) == 200


def test_the_secret_address_stands_only_in_the_delivered_mail(
    queued: Queued, deliver: Deliver, inbox: Inbox
) -> None:
    mail = queued()
    assert LINK in mail.text
    assert LINK in mail.html
    assert "geheim" not in mail.text + mail.html
    deliver()
    text, html = (part.get_content() for part in inbox.mails[0].iter_parts())
    assert secret_address(NUMMER) in text
    assert f'href="{secret_address(NUMMER)}"' in html


def test_a_person_cannot_write_the_placeholder(
    queued: Queued, deliver: Deliver, inbox: Inbox
) -> None:
    """Otherwise a title could have the secret address mailed to whoever reads the title."""
    mail = queued(f"Bank {LINK} {LINK[0]}{LINK}{LINK[1:]}", template="ohne_link")
    assert LINK not in mail.text + mail.html + mail.betreff
    deliver()
    [message] = inbox.mails
    assert "geheim" not in message.as_string()


def test_a_template_without_subject_is_refused(session: Session, now: FixedNow) -> None:
    with pytest.raises(ValueError, match="Betreff"):
        queue(
            session,
            to="a@beispiel.de",
            template="ohne_betreff",
            thread=NUMMER,
            sprache="de",
            at=now,
        )


def test_a_rolled_back_step_sends_nothing(
    session: Session, now: FixedNow, deliver: Deliver, inbox: Inbox
) -> None:
    queue(
        session,
        to="anna@beispiel.de",
        template="probe",
        thread=NUMMER,
        sprache="de",
        at=now,
        titel="Bank",
    )
    session.flush()
    session.rollback()
    assert deliver() == Counts()
    assert inbox.mails == []


def test_message_ids_are_unique(session: Session, queued: Queued) -> None:
    first, second = queued(), queued()
    assert first.message_id != second.message_id
    second.message_id = first.message_id
    with pytest.raises(IntegrityError, match="message_id"):
        session.flush()


@pytest.mark.both
@pytest.mark.parametrize(
    "values", [{"versuche": -1}, {"zustand": Zustellung.zugestellt}, {"message_id": None}]
)
def test_the_database_refuses_a_row_that_makes_no_sense(
    session: Session, queued: Queued, values: dict[str, object]
) -> None:
    queued()
    with pytest.raises(IntegrityError):
        session.execute(update(Mail).values(**values))
