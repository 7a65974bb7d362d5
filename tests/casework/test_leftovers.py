"""After its time nothing is left of a person: not in the database, the files, the mails, the log.

Somebody who exists nowhere else fills in every form that residents can send. Years later, after the
nights in which the worker deletes, the name is looked for in every byte that the portal keeps.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import Session, select
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
from app.history.chain import broken
from app.ideen.models import Idee
from app.ideen.queries import one_for
from app.ideen.status import Ideenstatus as Stand
from app.ideen.steps.antwort_eintragen import antworten
from app.mail.models import Mail
from app.mail.worker import deliver_due
from app.settings import Settings
from app.vorgaenge.models import Vorgang
from tests.antraege.draft import FRUEHSTUECK
from tests.casework.markers import EMAIL, PHONE, PUBLISHED, WORD, fill, paper, photo, traces
from tests.support.cast import NEIN, Cast, cast_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow, read_clock
from tests.support.dom import parse
from tests.support.factories import eine_mitarbeiterin
from tests.support.smtp import mail_server

pytestmark = pytest.mark.both

Client = Callable[[], PortalClient]

MARKS = (WORD, PHONE, "5559173")
# What takes no words: dates, euros, choices, ticks.
CHOICES: dict[str, dict[str, Any]] = {
    "wer": {"art": "gruppe", "alter_bestaetigt": "y", "plz": "70199"},
    "was": {"idee": "", "teilnehmende": "40", "zieldimensionen": ["ZD2"], "zielgruppen": ["alle"]},
    "wann-und-wo": {
        "beginn": "2027-03-20",
        "ende": "",
        "oeffentlich": "ja",
        "kostenlos": "ja",
    },
    "mit-wem": {},
    "erklaerungen": FRUEHSTUECK["erklaerungen"] | {"deminimis_cent": ""},
}


@dataclass
class Life:
    """What Rosa does in the portal, by her own hands, and staff by theirs."""

    client: PortalClient
    session: Session
    cast: Cast

    def page(self, address: str) -> Any:
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        return answer

    def send(self, address: str, data: dict[str, Any], **files: Any) -> str:
        answer = self.client.post(address, data=data, files=files or None)
        assert answer.status_code == 303, (
            parse(answer.text).css_first("[data-error-summary]").text()
        )
        return str(answer.headers["location"]).partition("?")[0]

    def idee(self, **values: Any) -> tuple[str, str]:
        """Her link and the number."""
        words = fill(self.page("/ideen/neu"), "/ideen/neu/pruefung", **self._place(), **values)
        check = self.client.post("/ideen/neu/pruefung", data=words, files={"foto": photo()})
        assert check.status_code == 200, check.text
        link = self.send("/ideen", fill(check, "/ideen", **self._place(), **values))
        return link, self._newest()

    def left_check_page(self) -> None:
        words = fill(self.page("/ideen/neu"), "/ideen/neu/pruefung", **self._place())
        self.client.post("/ideen/neu/pruefung", data=words, files={"foto": photo()})

    def reply(self, link: str) -> None:
        words = fill(self.page(link), "/antwort")
        self.send(f"{link}/antwort", words, datei=photo(), datei2=paper(), datei3=photo())

    def new_address(self, link: str) -> None:
        self.send(f"{link}/email", fill(self.page(link), "/email", email=f"neu.{EMAIL}"))
        self.send(f"{link}/link", {})

    def draft(self, **values: Any) -> tuple[str, str]:
        address = f"/fonds/{self.cast.fonds.slug}/antrag"
        page = self.send(address, fill(self.page(address), address, idee="") | {"email": EMAIL})
        base = page.rpartition("/")[0]
        for key, choices in CHOICES.items():
            own = values if key == "was" else {}
            self.send(f"{base}/{key}", fill(self.page(f"{base}/{key}"), key, **choices | own))
        self._money(base)
        self.send(f"{base}/anlagen", {"zweck": "angebot"}, datei=photo())
        self.send(f"{base}/anlagen", {"zweck": "plan"}, datei=paper())
        return base.removesuffix("/antrag"), self._newest()

    def antrag(self, **values: Any) -> tuple[str, Antrag]:
        link, nummer = self.draft(**values)
        self.send(f"{link}/antrag/einreichung", {})
        return link, self._antrag(nummer)

    def _money(self, base: str) -> None:
        line = {"zeile-kategorie": "miete", "zeile-einzelpreis": "480,50", "zeile-anzahl": "1"}
        page = self.page(f"{base}/kosten")
        self.send(f"{base}/kosten/positionen", fill(page, "/kosten", **line))
        own = {"beantragt_cent": "430,50", "andere_gefragt": "nein", "vorschuss_noetig": "nein"}
        line = {"zeile-art": "eigenmittel", "zeile-betrag": "50", "zeile-zusage": ""}
        page = self.page(f"{base}/finanzierung")
        self.send(f"{base}/finanzierung/posten", fill(page, "/finanzierung", **own, **line))

    def _place(self) -> dict[str, str]:
        return {"quartier": self.cast.quartier.slug}

    def _newest(self) -> str:
        self.session.expire_all()
        rows = self.session.exec(select(Vorgang).order_by(Vorgang.id.desc()))  # type: ignore[union-attr]
        return rows.first().vorgangsnummer  # type: ignore[union-attr]

    def _antrag(self, nummer: str) -> Antrag:
        row = self.session.exec(select(Antrag).where(Antrag.vorgangsnummer == nummer)).one()
        return self.cast.fresh(row)


@pytest.fixture
def life(client: PortalClient, session: Session) -> Life:
    cast = cast_for(session)
    session.commit()
    return Life(client, session, cast)


@pytest.fixture
def koordination(life: Life, session: Session, login: Callable[..., PortalClient]) -> PortalClient:
    return login(session.get_one(Mitarbeiter, life.cast.koordination.staff_id))


@pytest.fixture
def administration(session: Session, login: Callable[..., PortalClient]) -> Client:
    """Logged in when asked for: nobody stays logged in until the next day."""
    person = eine_mitarbeiterin(session, Rolle.administration)
    return lambda: login(person)


def test_nothing_is_left(
    life: Life,
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
        _live(life, koordination, session)
        _deliver(engine, settings)
        assert len({place.partition(":")[0] for place in traces(engine, settings, WORD)}) > 30
        _first_night(engine, settings, administration)
        # The forms of staff are asked for with their sessions, which have to go too.
        FixedNow.present.advance(days=365 * 12)
        session.rollback()
        assert _night(engine, settings) > 10
    assert traces(engine, settings, *MARKS) == []
    assert not [line for line in (*map(str, events), caplog.text) if WORD in line]
    _stays(session, settings)
    assert list(broken(session)) == []
    session.rollback()
    assert faults(engine, settings) == []
    assert _night(engine, settings) == 0


def _live(life: Life, koordination: PortalClient, session: Session) -> None:
    life.left_check_page()
    _published(life, koordination)
    _published(life, koordination, titel=f"Eine {PUBLISHED}", text=f"Die {PUBLISHED} fehlt.")
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
    session.commit()


def _published(life: Life, koordination: PortalClient, **own: str) -> None:
    """Asked back, answered with files, published without what tells of her, answered."""
    link, nummer = life.idee(**own)
    place = f"/intern/ideen/{nummer}"
    assert koordination.post(f"{place}/rueckfrage", data={"frage": "Wo?"}).status_code == 303
    life.reply(link)
    words = {"titel": "Eine Bank", "text": "Sie fehlt.", "ort": "", "name_anzeige": WORD} | own
    assert koordination.post(f"{place}/veroeffentlichung", data=words).status_code == 303
    _answer(life, nummer)


def _answer(life: Life, nummer: str) -> None:
    """The last step of an Idee's way through the portal."""
    by, at = life.cast.koordination, life.cast.now
    idee = one_for(life.session, by, nummer)
    words = {"antwort_grund": "keine_mittel", "antwort_text": "Dafür fehlt das Geld."}
    antworten(life.session, idee, machbar="nein", by=by, at=at, **words)
    life.session.commit()


def _refused(life: Life, koordination: PortalClient) -> None:
    link, nummer = life.idee()
    refusal = {"grund": "spam", "erklaerung": f"Frau {WORD}, das kam zweimal."}
    place = f"/intern/ideen/{nummer}/ablehnung"
    assert koordination.post(place, data=refusal).status_code == 303
    life.send(f"{link}/widerspruch", fill(life.page(link), "/widerspruch"))
    assert koordination.post(place, data=refusal).status_code == 303


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
    public = session.exec(select(Idee).where(Idee.status == Stand.nicht_umsetzbar)).all()
    assert {idee.titel for idee in public} == {"Eine Bank", f"Eine {PUBLISHED}"}
    assert {idee.text for idee in public} == {"Sie fehlt.", f"Die {PUBLISHED} fehlt."}
    files = session.exec(select(Datei)).all()
    assert {datei.thread for datei in files} == {idee.vorgangsnummer for idee in public}
    assert len(list(open_store(settings).listed(PERMANENT))) == 2 * len(files) == 4
    granted = session.exec(select(Antrag).where(Antrag.bewilligt_cent != None)).one()  # noqa: E711
    assert granted.titel == f"Fest um die {PUBLISHED}"
    assert session.exec(select(Mail)).all() == []
