"""After its time nothing is left of a person: not in the database, the files, the mails, the log.

Somebody who exists nowhere else fills in every form that residents can send, and staff write about
her in every step they have. Years later, after the nights in which the worker deletes, the name is
looked for in every byte that the portal keeps.
"""

import logging
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from structlog.testing import capture_logs

from app.antraege.buero.steps.ablehnen import ablehnen
from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.rueckfrage import nachfragen
from app.antraege.models import Antrag
from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.casework.sweeping import nightly
from app.commands.check import faults
from app.commands.worker import secret_addresses
from app.features import FEATURES
from app.files.models import Datei
from app.files.store import PERMANENT, open_store
from app.fonds.models import Schwere
from app.history.chain import broken
from app.ideen.models import Idee
from app.mail.models import Mail
from app.mail.worker import deliver_due
from app.settings import Settings
from app.text.formats import NOTHING
from tests.casework.life import Life, forms_of_the_house
from tests.casework.markers import PHONE, PUBLISHED, WORD, columns_with, fill, traces
from tests.casework.step_walk import Walk
from tests.support.cast import NEIN, cast_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow, read_clock
from tests.support.dom import parse
from tests.support.factories import eine_mitarbeiterin
from tests.support.smtp import mail_server

pytestmark = pytest.mark.both

Client = Callable[[], PortalClient]

MARKS = (WORD, PHONE, "5559173")
# What everybody could read stays (entscheidungen 28).
PUBLIC = {"idee.titel", "idee.text", "antwort.text", "antwort.wann", "antrag.titel", "antrag.kurz"}
REFUSAL = {"grund": "spam", "erklaerung": f"Frau {WORD}, das kam zweimal."}
# Forms whose text is used to find something and stored nowhere.
SEARCHES = {"SuchForm", "NummerForm", "VerlaufForm", "CodeForm"}


@pytest.fixture
def life(client: PortalClient, session: Session) -> Life:
    """The Fonds warns of an early beginning, and asks for a reason."""
    cast = cast_for(session, regeln={"R08": (Schwere.W, 200)})
    session.commit()
    return Life(client, session, cast)


@pytest.fixture
def koordination(life: Life, session: Session, login: Callable[..., PortalClient]) -> PortalClient:
    return login(session.get_one(Mitarbeiter, life.cast.koordination.staff_id))


@pytest.fixture
def walk(
    life: Life,
    koordination: PortalClient,
    session: Session,
    settings: Settings,
    login: Callable[..., PortalClient],
) -> Walk:
    cast = life.cast
    leader = login(session.get_one(Mitarbeiter, cast.bezirksvorsteherin.staff_id))
    workers = [(cast.koordination, koordination), (cast.bezirksvorsteherin, leader)]
    return Walk(life, workers, settings)


@pytest.fixture
def administration(session: Session, login: Callable[..., PortalClient]) -> Client:
    """Logged in when asked for: nobody stays logged in until the next day."""
    person = eine_mitarbeiterin(session, Rolle.administration)
    return lambda: login(person)


def test_nothing_is_left(
    life: Life,
    walk: Walk,
    koordination: PortalClient,
    administration: Client,
    app: FastAPI,
    engine: Engine,
    session: Session,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    with capture_logs() as events:
        _live(life, koordination)
        walk.all_steps()
        _staff_come_and_go(life, administration())
        walk.end_all()
        _every_form_was_filled_in(life, walk)
        _deliver(engine, settings)
        assert len({place.partition(":")[0] for place in traces(engine, settings, WORD)}) > 30
        _first_night(engine, settings, administration)
        # The forms of staff are asked for with their sessions, which have to go too.
        FixedNow.present.advance(days=365 * 12)
        session.rollback()
        assert _night(engine, settings) > 10
    assert traces(engine, settings, *MARKS) == []
    # The key of search holds the public words, folded.
    assert columns_with(session, PUBLISHED) - {"idee.suchschluessel"} == PUBLIC
    assert not [line for line in (*map(str, events), caplog.text) if WORD in line]
    _stays(session, settings)
    assert list(broken(session)) == []
    session.rollback()
    assert faults(engine, settings) == []
    assert _night(engine, settings) == 0


def _live(life: Life, koordination: PortalClient) -> None:
    life.left_check_page()
    _published(life, koordination)
    _published(life, koordination, titel=f"Eine {PUBLISHED}", text=f"Die {PUBLISHED} fehlt.")
    _published_after_all(life, koordination)
    _refused(life, koordination)
    link, _nummer = life.idee()
    life.new_address(link)
    life.send(f"{link}/zurueckziehung", {})
    life.send("/vorgang/link", fill(life.page("/vorgang"), "/vorgang/link", nummer="I-2026-1"))
    life.draft()
    _rejected(life)
    _granted(life)
    words = fill(life.page("/barrierefreiheit"), "/barrierefreiheit")
    life.send("/barrierefreiheit", words)


def _published(life: Life, koordination: PortalClient, **own: str) -> None:
    """Asked back, answered with files, published without what tells of her, answered."""
    link, nummer = life.idee(**own)
    place = f"/intern/ideen/{nummer}"
    life.send(f"{place}/rueckfrage", {"frage": "Wo?"}, by=koordination)
    life.reply(link)
    _publish(life, place, koordination, **own)


def _published_after_all(life: Life, koordination: PortalClient) -> None:
    """Refused in words that name her, which an objection does not take back."""
    link, nummer = life.idee()
    place = f"/intern/ideen/{nummer}"
    life.send(f"{place}/ablehnung", REFUSAL, by=koordination)
    life.send(f"{link}/widerspruch", fill(life.page(link), "/widerspruch"))
    _publish(life, place, koordination)


def _publish(life: Life, place: str, koordination: PortalClient, **own: str) -> None:
    words = {"titel": "Eine Bank", "text": "Sie fehlt.", "ort": "", "name_anzeige": WORD} | own
    life.send(f"{place}/veroeffentlichung", words, by=koordination)
    words = {"antwort_grund": "keine_mittel", "antwort_text": "Dafür fehlt das Geld."}
    life.send(f"{place}/antwort", words | {"machbar": "nein"}, by=koordination)


def _refused(life: Life, koordination: PortalClient) -> None:
    link, nummer = life.idee()
    place = f"/intern/ideen/{nummer}/ablehnung"
    life.send(place, REFUSAL, by=koordination)
    life.send(f"{link}/widerspruch", fill(life.page(link), "/widerspruch"))
    life.send(place, REFUSAL, by=koordination)


def _rejected(life: Life) -> None:
    link, antrag = life.antrag()
    cast = life.cast
    nachfragen(life.session, antrag, frage="Wie?", by=cast.koordination, at=cast.now)
    life.session.commit()
    life.reply(link)
    by = cast.koordination
    antrag = cast.fresh(antrag)
    pruefen(life.session, antrag, by=by, at=cast.now, vermerk=f"Rief {WORD} an.")
    cast.votum(antrag, 0, stimmen=NEIN, grund=f"{WORD} macht das schon.")
    ablehnen(life.session, antrag, grund="Kein Geld mehr.", by=cast.bezirksvorsteherin, at=cast.now)
    life.session.commit()


def _granted(life: Life) -> None:
    words = {"titel": f"Fest um die {PUBLISHED}", "kurz": f"Ein Fest um die {PUBLISHED}."}
    _link, antrag = life.antrag(**words)
    cast = life.cast
    pruefen(life.session, antrag, by=cast.koordination, at=cast.now, vermerk=WORD)
    cast.votum(antrag, grund=f"{WORD} kann das.")
    cast.freigeben(antrag, auflagen=f"{WORD} räumt auf.")
    life.session.commit()


def _staff_come_and_go(life: Life, administration: PortalClient) -> None:
    """Whoever decides stays known by name; how they were reached does not."""
    address = "/intern/personal/einladung"
    page = administration.get(address)
    days = {"gilt_ab": "", "gilt_bis": ""}
    words = fill(page, address, name="Ada Bleibt", rolle="revision", **days)
    place = life.send(address, words, by=administration).headers["location"].partition("?")[0]
    life.send(f"{place}/zustaendigkeiten", {"rolle": "kasse"}, by=administration)
    page = administration.get(place)
    (form,) = (f for f in parse(page.text).css("form") if "ablehnung" in str(f.attributes))
    words = fill(page, "/ablehnung")
    life.send(form.attributes["action"] or "", words, by=administration)
    life.send(f"{place}/sperre", {"trotzdem": "ja"}, by=administration)


def _every_form_was_filled_in(life: Life, walk: Walk) -> None:
    assert list(walk.lacks()) == []
    left = {form.__name__ for form in forms_of_the_house() if not life.sent.covers(form)}
    assert left - SEARCHES == set()


def _deliver(engine: Engine, settings: Settings) -> None:
    with mail_server() as inbox:
        own = settings.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": inbox.port})
        links = secret_addresses(engine, own)
        counts = deliver_due(engine, own, at=read_clock(), links=links)
    assert (counts.delivered > 10, counts.postponed, counts.failed) == (True, 0, 0)


def _first_night(engine: Engine, settings: Settings, administration: Client) -> None:
    """It only counts, and the Administration confirms what it has read."""
    before = [place for place in traces(engine, settings, WORD) if "sqlite3" not in place]
    assert _night(engine, settings) == 0
    assert set(before) <= set(traces(engine, settings, WORD))
    client = administration()
    assert "Löschfristen bestätigen" in client.get("/intern").text
    run = fill(client.get("/intern/loeschlauf"), "/bestaetigung")
    assert client.post("/intern/loeschlauf/bestaetigung", data=run).status_code == 303
    assert "Löschfristen bestätigen" not in client.get("/intern").text


def _night(engine: Engine, settings: Settings) -> int:
    """One night later than the one before."""
    at = FixedNow.present.advance(days=1)
    return nightly(FEATURES).run(engine, settings, at)


def _stays(session: Session, settings: Settings) -> None:
    """What everybody could read, with its picture; what the ledger goes by."""
    session.rollback()
    query = select(Idee).where(col(Idee.veroeffentlicht_am).is_not(None))
    public = session.exec(query.where(Idee.titel != NOTHING)).all()
    assert {"Eine Bank", f"Eine {PUBLISHED}"} <= {idee.titel for idee in public}
    assert {"Sie fehlt.", f"Die {PUBLISHED} fehlt."} <= {idee.text for idee in public}
    files = session.exec(select(Datei)).all()
    assert {datei.thread for datei in files} < {idee.vorgangsnummer for idee in public}
    assert len(list(open_store(settings).listed(PERMANENT))) == 2 * len(files) == 6
    granted = session.exec(select(Antrag.titel).where(col(Antrag.bewilligt_cent).is_not(None)))
    assert f"Fest um die {PUBLISHED}" in granted.all()
    assert session.exec(select(Mail)).all() == []
