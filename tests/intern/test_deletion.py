"""/intern/loeschlauf: what was deleted, and who confirms it before the first time."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.casework.deletion import Loeschfrist
from app.casework.sweeping import nightly, run_now
from app.features import FEATURES
from app.history.chain import trail
from app.ideen.status import Ideenstatus
from app.settings import Settings
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
    document = parse(administration.get(HOME).text)
    rows = {
        text_of(row.css_first("th")): text_of(row.css("td")[-1]) for row in document.css("tr")[1:]
    }
    assert rows["Zurückgezogene, abgelehnte und geschlossene Ideen"] == "1"
    assert len(rows) == len([r for r in FEATURES.retentions if r.sweep])
    run = document.css_first("input[name='lauf']").attributes["value"]
    answer = administration.post(f"{HOME}/bestaetigung", data={"lauf": run})
    assert (answer.status_code, answer.headers["location"]) == (303, HOME)
    assert "Fristen bestätigen" not in administration.get(HOME).text
    (step,) = trail(session, "loeschlauf")
    assert step.actor_name
    session.rollback()
    assert administration.post(f"{HOME}/bestaetigung", data={"lauf": run}).status_code == 409
    verlauf = administration.get("/intern/verlauf?vorgang=loeschlauf").text
    assert "Löschfristen bestätigt" in verlauf


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
