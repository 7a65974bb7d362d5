"""Trying again, giving up, and what pages show of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.mail.models import Mail, Zustellung
from app.mail.queries import dead_letters, mail_state
from app.mail.worker import MAX_TRIES, Counts, deliver_due, pause_after
from app.settings import Settings
from tests.mail.conftest import NUMMER
from tests.mail.run_worker import secret_address
from tests.support.clock import FixedNow
from tests.support.smtp import Inbox, free_port

Queued = Callable[..., Mail]
Deliver = Callable[..., Counts]
Reloaded = Callable[[Mail], Mail]


def reply(words: str) -> Callable[[EmailMessage, list[str]], str]:
    return lambda message, recipients: words


def test_a_server_that_is_busy_is_asked_again_later(
    reloaded: Reloaded, queued: Queued, deliver: Deliver, inbox: Inbox, now: FixedNow
) -> None:
    mail = queued()
    inbox.answer = reply("451 4.3.0 Bitte später")
    assert deliver() == Counts(postponed=1)
    reloaded(mail)
    assert (mail.zustand, mail.versuche) == (Zustellung.wartet, 1)
    assert mail.letzter_fehler == "451 4.3.0 Bitte später"
    assert mail.naechster_versuch_am == now + timedelta(minutes=1)

    inbox.answer = lambda message, recipients: None
    assert deliver(timedelta(seconds=59)) == Counts()
    assert deliver(timedelta(seconds=60)) == Counts(delivered=1)
    reloaded(mail)
    assert (mail.zustand, mail.letzter_fehler) == (Zustellung.zugestellt, "")


def test_pauses_grow_and_the_mail_is_given_up_after_a_day_and_a_half(
    engine: Engine,
    settings: Settings,
    reloaded: Reloaded,
    queued: Queued,
    inbox: Inbox,
    now: FixedNow,
) -> None:
    mail = queued()
    inbox.answer = reply("451 nicht jetzt")
    at: datetime = now
    for attempt in range(1, MAX_TRIES):
        assert deliver_due(engine, settings, at=at, links=secret_address) == Counts(postponed=1)
        reloaded(mail)
        assert mail.naechster_versuch_am == at + pause_after(attempt)
        at = mail.naechster_versuch_am
    assert timedelta(hours=30) < at - now < timedelta(hours=48)
    assert deliver_due(engine, settings, at=at, links=secret_address) == Counts(failed=1)
    reloaded(mail)
    assert (mail.zustand, mail.versuche) == (Zustellung.gescheitert, MAX_TRIES)
    assert (
        deliver_due(engine, settings, at=at + timedelta(days=9), links=secret_address) == Counts()
    )


def test_pauses() -> None:
    minutes = [pause_after(n).total_seconds() / 60 for n in (1, 2, 3, 4, 5, 6, 7, 12, 500)]
    assert minutes == [1, 3, 9, 27, 81, 243, 360, 360, 360]


def test_an_address_that_does_not_exist_is_given_up_at_once(
    session: Session, queued: Queued, deliver: Deliver, inbox: Inbox
) -> None:
    queued(to="weg@beispiel.de")
    queued(to="da@beispiel.de")
    inbox.answer_to = lambda address: "550 5.1.1 Unbekannt" if address.startswith("weg") else None
    assert deliver() == Counts(delivered=1, failed=1)
    assert inbox.recipients == ["da@beispiel.de"]
    [dead] = dead_letters(session)
    assert (dead.thread, dead.letzter_fehler) == (NUMMER, "550 5.1.1 Unbekannt")


@pytest.mark.parametrize(
    ("answer", "counts"),
    [
        ("554 5.7.1 Spam", Counts(failed=1)),
        ("452 4.2.2 Postfach voll", Counts(postponed=1)),
        ("421 4.3.2 Wartung", Counts(postponed=1)),
    ],
)
def test_a_refusal_for_good_and_one_for_now(
    queued: Queued, deliver: Deliver, inbox: Inbox, answer: str, counts: Counts
) -> None:
    queued()
    inbox.answer = reply(answer)
    assert deliver() == counts


def test_a_full_mailbox_at_the_recipient_is_for_now(
    queued: Queued, deliver: Deliver, inbox: Inbox
) -> None:
    queued()
    inbox.answer_to = lambda address: "450 4.2.1 Greylisting"
    assert deliver() == Counts(postponed=1)


def test_an_unreachable_server_costs_one_mail_of_a_round_an_attempt(
    engine: Engine, settings: Settings, reloaded: Reloaded, queued: Queued, now: FixedNow
) -> None:
    mails = [queued() for _ in range(3)]
    nobody = settings.model_copy(update={"smtp_port": free_port()})
    assert deliver_due(engine, nobody, at=now, links=secret_address) == Counts(postponed=1)
    for mail in mails:
        reloaded(mail)
    assert [mail.versuche for mail in mails] == [1, 0, 0]
    assert mails[0].letzter_fehler.startswith("ConnectionRefusedError")


def test_an_endless_answer_fits_the_column(
    reloaded: Reloaded, queued: Queued, deliver: Deliver, inbox: Inbox
) -> None:
    mail = queued()
    inbox.answer = reply("554 " + "nein " * 90)
    deliver()
    reloaded(mail)
    assert 100 < len(mail.letzter_fehler) <= 200


def test_pages_see_the_state_but_neither_recipient_nor_text(
    session: Session, queued: Queued, deliver: Deliver, now: FixedNow
) -> None:
    queued("Erste")
    deliver()
    queued("Zweite")
    queued("Andere", thread="I-2026-00043")
    states = mail_state(session, NUMMER)
    assert [(s.betreff, s.zustand, s.zugestellt_am) for s in states] == [
        ("Neues zu: Erste", Zustellung.zugestellt, now),
        ("Neues zu: Zweite", Zustellung.wartet, None),
    ]
    assert not {"empfaenger", "text", "html"} & set(states[0]._fields)
    assert dead_letters(session) == []


def test_an_address_that_no_header_can_hold_is_given_up_at_once(
    reloaded: Reloaded, queued: Queued, deliver: Deliver
) -> None:
    mail = queued(to="jürgen@post.example")
    assert deliver() == Counts(failed=1)
    reloaded(mail)
    assert (mail.zustand, mail.versuche) == (Zustellung.gescheitert, 1)
    assert deliver(timedelta(days=1)) == Counts()


def test_a_mail_that_cannot_be_written_is_given_up_at_once(
    session: Session, reloaded: Reloaded, queued: Queued, deliver: Deliver
) -> None:
    """Whatever stands in the way of writing it does so tomorrow too; others go on."""
    broken, good = queued(), queued()
    broken.empfaenger = "keine Adresse"
    session.commit()
    assert deliver() == Counts(delivered=1, failed=1)
    assert reloaded(broken).zustand is Zustellung.gescheitert
    assert reloaded(good).zustand is Zustellung.zugestellt
