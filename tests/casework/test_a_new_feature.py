"""A feature that the product has never heard of is found in the whole house by its door alone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.auth.permissions import Rolle
from app.casework.door import Features
from app.casework.runs import confirm, unconfirmed
from app.casework.sweeping import nightly, run_now
from app.commands.check import faults
from app.commands.worker import run_once
from app.features import FEATURES
from app.history.chain import broken
from app.ideen.status import Ideenstatus
from app.mail.models import Mail
from app.main import create_app
from app.settings import Settings
from app.text.formats import NOTHING
from app.vorgaenge.models import Vorgang
from app.web.templating import environment
from tests.casework.probe import feature as probe
from tests.support.cast import actor_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow, read_clock
from tests.support.dom import parse, text_of
from tests.support.factories import ein_quartier, eine_idee, eine_mitarbeiterin
from tests.support.people import log_in
from tests.support.zugang import secret_path

pytestmark = pytest.mark.both

HOUSE = Features((probe.FEATURE, *FEATURES))


@pytest.fixture
def app(engine: Engine, settings: Settings, session: Session) -> Iterator[FastAPI]:
    """The portal with one door more; its templates lie in its own folder."""
    folders = environment().loader.searchpath  # type: ignore[union-attr]
    folders.append(str(probe.TEMPLATES))
    probe.metadata.create_all(engine)
    app = create_app(settings, HOUSE)
    app.state.engine.dispose()
    app.state.engine, app.state.clock = engine, read_clock
    yield app
    session.rollback()
    probe.metadata.drop_all(engine)
    folders.remove(str(probe.TEMPLATES))


@pytest.fixture
def vorgang(session: Session, settings: Settings, now: FixedNow, app: FastAPI) -> Vorgang:
    found = probe.melden(
        session, settings, titel="Roter Handschuh", email="frieda@example.org", at=now
    )
    session.commit()
    return found


@pytest.fixture
def koordination(client: PortalClient, session: Session, settings: Settings) -> PortalClient:
    person = eine_mitarbeiterin(
        session, Rolle.quartierskoordination, quartier=ein_quartier(session)
    )
    return log_in(client.another(), session, settings, person)


@pytest.fixture
def own_address(session: Session, vorgang: Vorgang) -> str:
    return secret_path(session, vorgang.vorgangsnummer)


def test_it_has_numbers_and_a_page_for_its_sender(
    client: PortalClient, vorgang: Vorgang, own_address: str
) -> None:
    assert vorgang.vorgangsnummer == "F-2026-00001"
    page = client.get(own_address).text
    for words in ("Ihr Fund ist gemeldet.", "Bis zum 27. November 2026 suchen wir.", "gemeldet"):
        assert words in page
    assert "Roter Handschuh" in page


def test_its_sender_takes_a_step(
    client: PortalClient, session: Session, vorgang: Vorgang, own_address: str
) -> None:
    answer = client.post(f"{own_address}/antwort", data={"text": "Mit Namensschild"})
    assert answer.headers["location"] == f"{own_address}?gespeichert=antwort"
    page = client.get(answer.headers["location"]).text
    for words in ("Danke, Ihre Antwort ist angekommen.", "Mit Namensschild", "Fundstück ergänzt"):
        assert words in page
    assert client.post(f"{own_address}/erfunden", data={"text": "x"}).status_code == 404


def test_it_stands_among_what_is_new(
    client: PortalClient, session: Session, vorgang: Vorgang, now: FixedNow
) -> None:
    older, newer = (now - timedelta(days=1), now + timedelta(minutes=5))
    for titel, at in (("Bank am Brunnen", older), ("Hochbeete", newer)):
        eine_idee(session, Ideenstatus.veroeffentlicht, titel=titel, at=at)
    entries = [text_of(e) for e in parse(client.get("/").text).css(".neues__eintrag")]
    assert [entry.split()[-1] for entry in entries] == ["Hochbeete", "Handschuh", "Brunnen"]
    assert entries[1].startswith("Gefunden Heslach heute")


def test_it_stands_on_the_desk_and_is_found_by_number(
    koordination: PortalClient, vorgang: Vorgang
) -> None:
    desk = koordination.get("/intern").text
    for words in ("Roter Handschuh", "Besitzer*in suchen", "Fundstücke"):
        assert words in desk
    assert "Roter Handschuh" in koordination.get("/intern/fundstuecke").text
    found = koordination.get("/intern?nummer=f+2026+1")
    assert found.headers["location"] == "/intern/fundstuecke/F-2026-00001"


def test_staff_take_its_step_and_the_mail_goes_out_in_both_parts(
    koordination: PortalClient, session: Session, vorgang: Vorgang
) -> None:
    place = "/intern/fundstuecke/F-2026-00001"
    assert "Ist zurückgegeben" in koordination.get(place).text
    answer = koordination.post(f"{place}/rueckgabe")
    assert answer.headers["location"].startswith(f"{place}?getan=rueckgabe&")
    assert "Zurückgegeben. Danke." in koordination.get(answer.headers["location"]).text
    late = koordination.post(f"{place}/rueckgabe")
    assert late.status_code == 409
    assert "Zuletzt: Fundstück zurückgegeben" in late.text
    mail = session.exec(select(Mail).where(Mail.thread == vorgang.vorgangsnummer)).one()
    for part in (mail.text, mail.html):
        assert "Roter Handschuh ist zurückgegeben." in part
        assert "⟦vorgang⟧" in part
    assert "Roter Handschuh" not in koordination.get("/intern").text


def test_its_steps_have_their_words_in_the_record(
    koordination: PortalClient,
    client: PortalClient,
    session: Session,
    settings: Settings,
    vorgang: Vorgang,
) -> None:
    koordination.post("/intern/fundstuecke/F-2026-00001/rueckgabe")
    revision = log_in(
        client.another(), session, settings, eine_mitarbeiterin(session, Rolle.revision)
    )
    page = revision.get("/intern/verlauf?vorgang=F-2026-00001").text
    for words in ("Fundstück gemeldet", "Fundstück zurückgegeben", "Gemeldet → Zurückgegeben"):
        assert words in page
    assert "Finder*in" in page
    assert list(broken(session)) == []


def test_the_worker_does_its_job(
    engine: Engine, session: Session, settings: Settings, vorgang: Vorgang, app: FastAPI
) -> None:
    fund = probe.of_vorgang(session, vorgang.id or 0)
    fund.gemeldet_am = fund.gemeldet_am.replace(year=2020)
    session.commit()
    run_once(engine, settings, HOUSE)
    session.expire_all()
    assert probe.of_vorgang(session, vorgang.id or 0).finder == ""


def test_what_it_stores_has_its_time(
    engine: Engine,
    client: PortalClient,
    session: Session,
    settings: Settings,
    now: FixedNow,
    vorgang: Vorgang,
    app: FastAPI,
) -> None:
    page = client.get("/datenschutz").text
    for words in ("Was gefunden wurde", "6 Monate nach der Meldung"):
        assert words in page
    run_now(HOUSE, engine, settings, at=now, dry=True)
    admin = eine_mitarbeiterin(session, Rolle.administration)
    waiting = unconfirmed(session)
    assert waiting is not None
    confirm(
        session, waiting.lauf.id or 0, by=actor_for(admin, Rolle.administration), at=read_clock()
    )
    session.commit()
    now = now.advance(days=200)
    assert nightly(HOUSE).run(engine, settings, now) == 1
    assert probe.of_vorgang(session, vorgang.id or 0).titel == NOTHING
    session.rollback()
    log = log_in(client.another(), session, settings, admin).get("/intern/loeschlauf").text
    assert "Was gefunden wurde: 1 anonym gemacht" in log


def test_quartier_check_asks_it(
    engine: Engine, session: Session, settings: Settings, vorgang: Vorgang, app: FastAPI
) -> None:
    assert faults(engine, settings, HOUSE) == []
    probe.of_vorgang(session, vorgang.id or 0).titel = ""
    session.commit()
    assert faults(engine, settings, HOUSE) == ["F-2026-00001 has no title"]


def test_the_house_without_it_knows_nothing_of_it(engine: Engine, settings: Settings) -> None:
    plain = create_app(settings)
    plain.state.engine.dispose()
    assert [kind.art for kind in plain.state.features.kinds] == ["idee", "antrag"]
