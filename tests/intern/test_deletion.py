"""/intern/loeschlauf: what was deleted, and who confirms it before the first time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.casework.deletion import Loeschfrist
from app.casework.door import Feature, Features
from app.casework.retention import Rows
from app.casework.sweeping import claim, night_of, nightly, run_now
from app.features import FEATURES
from app.fristen import working_days_after
from app.history.chain import trail
from app.ideen.retention import KONTAKT
from app.ideen.status import Ideenstatus
from app.intern.deletion import tasks
from app.settings import Settings
from app.vorgaenge.models import Vorgang
from tests.support.cast import actor_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import eine_idee, eine_mitarbeiterin

HOME = "/intern/loeschlauf"
Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def administration(session: Session, login: Login) -> PortalClient:
    return login(eine_mitarbeiterin(session, Rolle.administration))


def test_before_the_first_night(administration: PortalClient) -> None:
    page = administration.get(HOME).text
    assert "Noch kein Lauf" in page
    assert "Nach neuen Fristen zählt es nur" not in page
    assert "Fristen bestätigen" not in page
    assert "Löschfristen bestätigen" not in administration.get("/intern").text


def test_the_administration_confirms_what_the_first_night_counted(
    administration: PortalClient,
    session: Session,
    engine: Engine,
    settings: Settings,
    now: FixedNow,
) -> None:
    eine_idee(session, Ideenstatus.zurueckgezogen, at=now.replace(year=2020))
    session.commit()
    nightly(FEATURES).run(engine, settings, now)
    desk = parse(administration.get("/intern").text)
    task = next(a for a in desk.css("main a") if text_of(a) == "Löschfristen bestätigen")
    assert task.attributes["href"] == HOME
    page = administration.get(HOME).text
    assert "Nach neuen Fristen zählt es nur" in page
    document = parse(page)
    rows = {
        text_of(row.css_first("th")): text_of(row.css("td")[-1]) for row in document.css("tr")[1:]
    }
    assert rows["Zurückgezogene, abgelehnte und geschlossene Ideen"] == "1"
    assert len(rows) == len([r for r in FEATURES.retentions if r.sweep and r.asks])
    run = document.css_first("input[name='lauf']").attributes["value"]
    answer = administration.post(f"{HOME}/bestaetigung", data={"lauf": run})
    assert (answer.status_code, answer.headers["location"]) == (303, HOME)
    assert "Fristen bestätigen" not in administration.get(HOME).text
    (step,) = trail(session, "loeschlauf")
    assert step.actor_name
    session.rollback()
    assert administration.post(f"{HOME}/bestaetigung", data={"lauf": run}).status_code == 409
    verlauf = text_of(parse(administration.get("/intern/verlauf?vorgang=loeschlauf").text).body)
    assert "Löschfristen bestätigt · Löschlauf" in verlauf


def test_what_another_run_has_counted_since_is_not_confirmed(
    administration: PortalClient,
    session: Session,
    engine: Engine,
    settings: Settings,
    now: FixedNow,
) -> None:
    runs = []
    for at in (now, now + timedelta(hours=24)):
        run_now(FEATURES, engine, settings, at=at, dry=True)
        page = parse(administration.get(HOME).text)
        runs.append(page.css_first("input[name='lauf']").attributes["value"])
    late = administration.post(f"{HOME}/bestaetigung", data={"lauf": runs[0]})
    assert late.status_code == 409
    assert "Inzwischen hat ein neuer Lauf gezählt." in late.text
    assert not [f for f in session.exec(select(Loeschfrist)) if f.bestaetigt_am]
    assert administration.post(f"{HOME}/bestaetigung", data={"lauf": runs[1]}).status_code == 303


def test_the_confirmation_is_due_on_the_next_working_day(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    """And does not move on with each night that counts once more."""
    person = eine_mitarbeiterin(session, Rolle.administration)
    by = actor_for(person, Rolle.administration)
    for nights in (0, 3):
        at = now + timedelta(days=nights)
        nightly(FEATURES).run(engine, settings, at)
        (task,) = tasks(session, by, at)
        assert (task.since, task.due) == (now, working_days_after(now, 1))
        session.rollback()


def test_what_failed_stands_on_the_page_and_on_the_desk(
    administration: PortalClient,
    session: Session,
    engine: Engine,
    settings: Settings,
    now: FixedNow,
) -> None:
    def fails(_before: datetime) -> Any:
        raise RuntimeError("the query is wrong")

    broken = replace(KONTAKT, sweep=Rows(fails, (Vorgang,), lambda *_: None))
    nightly(Features((Feature("probe", retentions=(broken,)),))).run(engine, settings, now)
    page = administration.get(HOME).text
    assert "E-Mail-Adresse zu einer Idee" in text_of(parse(page).css_first(".meldung--fehler"))
    assert "Nichts zu löschen" not in page
    assert "Löschlauf ist gescheitert" in administration.get("/intern").text
    nightly(FEATURES).run(engine, settings, now + timedelta(days=1))
    assert "Löschlauf ist gescheitert" not in administration.get("/intern").text
    page = administration.get(HOME).text
    assert "Gescheitert · E-Mail-Adresse zu einer Idee" in page, "the run keeps what it was"
    assert not parse(page).css(".meldung--fehler")


def test_revision_reads_and_confirms_nothing(
    session: Session, login: Login, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    revision = login(eine_mitarbeiterin(session, Rolle.revision))
    run_now(FEATURES, engine, settings, at=now, dry=False)
    page = revision.get(HOME).text
    assert "Das bestätigt die Administration." in page
    assert parse(revision.get("/intern").text).css(f"nav a[href='{HOME}']")
    assert revision.post(f"{HOME}/bestaetigung", data={"lauf": "1"}).status_code == 403
    assert "Löschfristen bestätigen" not in revision.get("/intern").text


@pytest.mark.parametrize("run", ["", "x", "-1", "9" * 20, "٣"])
def test_nonsense_confirms_nothing(
    administration: PortalClient,
    session: Session,
    engine: Engine,
    settings: Settings,
    now: FixedNow,
    run: str,
) -> None:
    run_now(FEATURES, engine, settings, at=now, dry=True)
    assert administration.post(f"{HOME}/bestaetigung", data={"lauf": run}).status_code == 422
    assert not [f for f in session.exec(select(Loeschfrist)) if f.bestaetigt_am]


def test_an_unknown_run_confirms_nothing(administration: PortalClient) -> None:
    assert administration.post(f"{HOME}/bestaetigung", data={"lauf": "77"}).status_code == 409


def test_nights_that_never_come_to_an_end_are_a_task(
    login: Login, session: Session, engine: Engine, now: FixedNow
) -> None:
    """Killed, or never begun: nothing else would tell of it."""
    person = eine_mitarbeiterin(session, Rolle.administration)
    by = actor_for(person, Rolle.administration)
    at = now
    for _night in range(3):
        assert claim(engine, night_of(at), at=at) is not None
        assert tasks(session, by, at) == []
        session.rollback()
        at = now.advance(days=1)
    (task,) = tasks(session, by, at)
    assert (task.titel, task.since) == ("Löschlauf bleibt aus", now)
    page = text_of(parse(login(person).get(HOME).text).body)
    assert "Kein Lauf seit 24. November 2026" in page
    assert "abgebrochen" in page


def test_a_night_that_works_now_is_none_that_was_killed(
    administration: PortalClient, engine: Engine, now: FixedNow
) -> None:
    claim(engine, night_of(now), at=now)
    page = text_of(parse(administration.get(HOME).text).body)
    assert "läuft gerade" in page
    assert "Kein Lauf seit" not in page


def test_a_night_that_was_done_ends_the_silence(
    session: Session, engine: Engine, settings: Settings, now: FixedNow
) -> None:
    by = actor_for(eine_mitarbeiterin(session, Rolle.administration), Rolle.administration)
    claim(engine, night_of(now), at=now)
    later = now.advance(days=4)
    assert [task.titel for task in tasks(session, by, later)] == ["Löschlauf bleibt aus"]
    session.rollback()
    nightly(FEATURES).run(engine, settings, later)
    assert "Löschlauf bleibt aus" not in [task.titel for task in tasks(session, by, later)]
