"""An open question: staff remind, give more time, and look at it before anything ends."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.antraege.status import Antragsstatus
from app.features import FEATURES
from app.fristen import end_of
from app.history.chain import trail
from app.mail.models import Mail
from app.settings import Settings
from tests.antraege.staff import Desk
from tests.support.clock import FixedNow

S = Antragsstatus
TASK = "Noch keine Antwort auf die Frage"


def last_mail(session: Session) -> Mail:
    return session.exec(select(Mail).order_by(col(Mail.id).desc())).first()  # type: ignore[return-value]


def test_a_reminder_goes_out_again_and_is_counted(desk: Desk, session: Session) -> None:
    antrag = desk.antrag(email="ayla@post.example")
    desk.post(antrag, "rueckfrage", desk.checker, frage="Wer bringt die Bänke?")
    before = desk.fresh(antrag).faellig_am
    for n in (1, 2):
        assert desk.post(antrag, "erinnerung", desk.checker).status_code == 303
        assert f"{n}-mal an die Frage erinnert" in desk.get(antrag, desk.checker).text
    assert "Erinnerung" in last_mail(session).betreff
    assert last_mail(session).empfaenger == "ayla@post.example"
    assert "Bänke" not in last_mail(session).text
    assert desk.fresh(antrag).faellig_am == before
    # A new question begins to count anew.
    desk.post(antrag, "rueckantwort", desk.checker, rueckantwort="Der Verein.")
    desk.post(antrag, "rueckfrage", desk.checker, frage="Welcher?")
    assert "an die Frage erinnert" not in desk.get(antrag, desk.checker).text.split("Was bisher")[0]


def test_without_an_address_it_is_said_before_any_button(desk: Desk) -> None:
    antrag = desk.antrag()
    desk.post(antrag, "rueckfrage", desk.checker, frage="Wer bringt die Bänke?")
    page = desk.get(antrag, desk.checker).text
    assert "Keine E-Mail-Adresse" in page.split('id="schritt-')[0]
    assert "Eine Erinnerung bekommt sie nicht." in page
    assert 'id="schritt-erinnerung"' not in page
    refused = desk.post(antrag, "erinnerung", desk.checker)
    assert refused.status_code == 409
    assert "Erinnern geht nur am Telefon" in refused.text


def test_more_time_is_a_later_day_and_is_told(desk: Desk, session: Session, now: FixedNow) -> None:
    antrag = desk.antrag(email="ayla@post.example")
    desk.post(antrag, "rueckfrage", desk.checker, frage="Wer bringt die Bänke?")
    until = desk.fresh(antrag).faellig_am
    assert until is not None
    for day in ("", "2026-11-01", until.date().isoformat(), "2028-01-01"):
        assert desk.post(antrag, "verlaengerung", desk.checker, bis=day).status_code == 422, day
    later = (until + timedelta(days=10)).date()
    sent = desk.post(antrag, "verlaengerung", desk.checker, bis=later.isoformat())
    assert sent.status_code == 303
    assert desk.fresh(antrag).faellig_am == end_of(later)
    assert "Mehr Zeit" in last_mail(session).betreff


def test_what_is_overdue_is_a_task_and_never_ends_by_itself(
    desk: Desk, session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    until = now + timedelta(minutes=10)
    antrag = desk.antrag(S.rueckfrage, email="ayla@post.example", faellig_am=until)
    assert TASK not in desk.checker.get("/intern").text
    session.commit()
    later = now.advance(minutes=11)
    for feature in FEATURES:
        for job in feature.jobs:
            job.run(engine, settings, later + timedelta(days=20))
    assert desk.fresh(antrag).status is S.rueckfrage
    assert TASK in desk.checker.get("/intern").text
    over = desk.post(antrag, "erinnerung", desk.checker)
    assert over.status_code == 409
    assert "Die Frist ist vorbei" in over.text
    day = (later + timedelta(days=7)).date().isoformat()
    assert desk.post(antrag, "verlaengerung", desk.checker, bis=day).status_code == 303
    assert TASK not in desk.checker.get("/intern").text
    assert desk.post(antrag, "rueckfrage-zuruecknahme", desk.checker).status_code == 303
    assert desk.fresh(antrag).status is S.eingereicht


@pytest.mark.parametrize("step", ["erinnerung", "verlaengerung"])
def test_only_who_checks_reminds(desk: Desk, session: Session, step: str) -> None:
    antrag = desk.antrag(S.rueckfrage, email="ayla@post.example")
    assert desk.post(antrag, step, desk.leader, bis="2026-12-24").status_code == 403
    assert [s.step for s in trail(session, antrag.vorgangsnummer)] == ["einreichen"]
