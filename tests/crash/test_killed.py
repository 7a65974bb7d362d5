"""SIGKILL in the middle of fifty submissions: what was promised is kept."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session, func, select

from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.clock import utc_now
from app.commands.check import faults
from app.db import session_for
from app.ideen.models import Idee
from app.mail.models import Mail, Zustellung
from app.settings import Settings
from tests.crash.submissions import Submission, antraege, ideen, submit_all
from tests.support.clock import FixedNow
from tests.support.processes import run, running, serving
from tests.support.smtp import Inbox

pytestmark = pytest.mark.both

EACH = 25
KILL_AFTER = 15


@pytest.fixture
def submissions(session: Session, settings: Settings, now: FixedNow) -> list[Submission]:
    now.set(utc_now())
    mixed = zip(ideen(session, settings, EACH), antraege(session, settings, EACH), strict=True)
    return [one for pair in mixed for one in pair]


@pytest.fixture
def killed(settings: Settings, submissions: list[Submission]) -> Iterator[list[Submission]]:
    """Portal and mail worker are killed after some successes, then the portal is started anew."""
    with ExitStack() as stack:
        portal = stack.enter_context(serving(settings))
        worker = stack.enter_context(running(settings, "worker"))
        seen: list[bool] = []

        def maybe_kill() -> None:
            seen.append(True)
            if len(seen) == KILL_AFTER:
                portal.kill()
                worker.kill()

        codes = submit_all(settings.base_url, submissions, after_each=maybe_kill)
        portal.wait(timeout=30)
        worker.wait(timeout=30)
    assert codes.count(303) >= KILL_AFTER
    assert 0 in codes, "the server was killed too late to tear anything apart"
    with serving(settings):
        yield submissions


def test_killed_in_the_middle_the_portal_keeps_what_it_promised(
    killed: list[Submission], settings: Settings, engine: Engine, inbox: Inbox
) -> None:
    promised = [one for one in killed if one.answered]
    assert [one.name for one in promised if not _is_there(settings, one)] == []
    assert "nothing wrong" in run(settings, "check")

    # Whoever saw no answer presses the button again: nobody's Vorgang is there twice.
    again = [one for one in killed if not one.answered]
    assert submit_all(settings.base_url, again) == [303] * len(again)
    assert _stored(engine) == (EACH, EACH)
    assert faults(engine, settings) == []

    _end_leases(engine)
    run(settings, "worker", "--once")
    _check_mails(engine, inbox, killed, settings)


def _is_there(settings: Settings, one: Submission) -> bool:
    page = httpx.get(settings.base_url + one.vorgang, timeout=60, trust_env=False)
    return page.status_code == 200 and one.name in page.text and "/antrag/wer" not in page.text


def _stored(engine: Engine) -> tuple[int, int]:
    with session_for(engine, write=False) as session:
        count = select(func.count()).select_from
        submitted = Antrag.status == Antragsstatus.eingereicht
        return (
            session.exec(count(Idee)).one(),
            session.exec(count(Antrag).where(submitted)).one(),
        )


def _end_leases(engine: Engine) -> None:
    """What the killed worker had in hand becomes due when its lease ends: that time has passed."""
    with session_for(engine, write=True) as session:
        session.execute(
            update(Mail)
            .where(Mail.zustand == Zustellung.wartet)  # type: ignore[arg-type]
            .values(naechster_versuch_am=Mail.angelegt_am)
        )
        session.commit()


def _check_mails(
    engine: Engine, inbox: Inbox, submissions: list[Submission], settings: Settings
) -> None:
    """Everybody has a mail that opens their Vorgang; a second copy bears the same Message-ID."""
    ids: dict[str, set[str]] = defaultdict(set)
    for mail in inbox.mails:
        ids[mail["To"]].add(mail["Message-ID"])
        body = mail.get_body(("plain",))
        assert body is not None
        (link,) = set(re.findall(r"https?://\S+/vorgang/\S+", body.get_content()))
        assert link.startswith(settings.base_url)
    assert set(ids) == {one.email for one in submissions}
    with session_for(engine, write=False) as session:
        assert session.exec(select(Mail).where(Mail.zustand != Zustellung.zugestellt)).all() == []
        stored = {mail.message_id for mail in session.exec(select(Mail))}
    sent = {message.strip("<>").partition("@")[0] for found in ids.values() for message in found}
    assert sent == stored
    assert all(len(found) == 1 for found in ids.values())
