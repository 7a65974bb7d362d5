"""A feature that lives in the tests alone: a Fundstück is reported, and given back or claimed.

Everything that a feature needs to be found in the whole house stands in this folder.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Column, Integer, MetaData, String, Table, select
from sqlalchemy.orm import registry
from sqlmodel import Session
from sqlmodel import select as select_rows

from app.auth.actor import Actor
from app.auth.dependencies import require
from app.auth.permissions import Permission
from app.casework.deletion import Loeschart
from app.casework.door import Check, Feature, Job, Kind, NavEntry, News, Task
from app.casework.lifecycle import Lifecycle, Owner, State, Transition
from app.casework.notes import note, tell
from app.casework.office import Office
from app.casework.retention import Period, Retention, Rows
from app.casework.routes import office_router
from app.casework.sender import SenderSide
from app.casework.steps import NoInput, StaffStep
from app.casework.timeline import done_lines
from app.db import DbSession, UtcDateTime, row_id, session_for
from app.errors import YES, NotFound, Verdict
from app.history.words import Words
from app.settings import Settings
from app.text.formats import NOTHING
from app.vorgaenge.actions import open_vorgang
from app.vorgaenge.messages import reply
from app.vorgaenge.models import Vorgang
from app.vorgaenge.steps import replying
from app.web.privacy import Privacy
from app.web.rendering import render

TEMPLATES = Path(__file__).parent / "templates"
metadata = MetaData()


class Status(StrEnum):
    gemeldet = "gemeldet"
    zurueckgegeben = "zurueckgegeben"


class Schritt(StrEnum):
    melden = "melden"
    zurueckgeben = "zurueckgeben"
    ergaenzen = "ergaenzen"


LEBENSLAUF: Lifecycle[Status] = Lifecycle(
    {
        Status.gemeldet: State("Gemeldet", "laeuft", Owner.staff),
        Status.zurueckgegeben: State("Zurückgegeben", "gut", Owner.nobody),
    },
    {
        Schritt.zurueckgeben: Transition((Status.gemeldet,), (Status.zurueckgegeben,)),
        Schritt.ergaenzen: Transition((Status.gemeldet,)),
    },
    too_late="Das Fundstück ist inzwischen in einem anderen Stand.",
)
WORDS = Words(
    {
        Schritt.melden: "Fundstück gemeldet",
        Schritt.zurueckgeben: "Fundstück zurückgegeben",
        Schritt.ergaenzen: "Fundstück ergänzt",
    },
    sender="Finder*in",
    states=LEBENSLAUF.staff_words(),
)

table = Table(
    "probe_fundstueck",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("vorgang_id", Integer, nullable=False),
    Column("vorgangsnummer", String(20), nullable=False),
    Column("titel", String(100), nullable=False),
    Column("finder", String(100), nullable=False),
    Column("status", String(40), nullable=False),
    Column("bis", UtcDateTime(), nullable=False),
    Column("gemeldet_am", UtcDateTime(), nullable=False),
)


class Fundstueck:
    """Mapped by hand: the tables of the product stay as they are."""

    id: int
    vorgang_id: int
    vorgangsnummer: str
    titel: str
    finder: str
    bis: datetime
    gemeldet_am: datetime
    vorgang: Vorgang

    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)

    @property
    def status(self) -> Status:
        return Status(self.stand)

    @status.setter
    def status(self, value: Status) -> None:
        self.stand = value.value


registry().map_imperatively(Fundstueck, table, properties={"stand": table.c.status})


def melden(
    session: Session, settings: Settings, *, titel: str, email: str, at: datetime
) -> Vorgang:
    vorgang = open_vorgang(
        session, settings, art="fundstueck", letter="F", einreichung=None, email=email, at=at
    )
    fund = Fundstueck(
        vorgang_id=row_id(vorgang.id),
        vorgangsnummer=vorgang.vorgangsnummer,
        titel=titel,
        finder="Frieda Finderin",
        status=Status.gemeldet,
        bis=at + timedelta(days=3),
        gemeldet_am=at,
    )
    fund.vorgang = vorgang
    session.add(fund)
    session.flush()
    note(session, fund, Schritt.melden, None, by=Actor.holder(vorgang.vorgangsnummer), at=at)
    return vorgang


def zurueckgeben(session: Session, fund: Fundstueck, *, by: Actor, at: datetime) -> None:
    before = LEBENSLAUF.move(fund, Schritt.zurueckgeben)
    note(session, fund, Schritt.zurueckgeben, before, by=by, at=at)
    tell(session, fund, "fundstueck_zurueck", at=at)


def ergaenzen(
    session: Session, fund: Fundstueck, *, rueckantwort: str, by: Actor, at: datetime
) -> None:
    before = LEBENSLAUF.move(fund, Schritt.ergaenzen)
    reply(session, fund, rueckantwort, at=at)
    note(session, fund, Schritt.ergaenzen, before, by=by, at=at)


def may_zurueckgeben(actor: Actor, _fund: Fundstueck) -> Verdict:
    if actor.has(Permission.ideen_moderieren):
        return YES
    return Verdict("Das macht die Quartierskoordination.")


def _load(session: Session, column: Any, value: object) -> Fundstueck:
    fund = session.execute(select(Fundstueck).where(column == value)).scalars().first()
    if fund is None:
        raise NotFound
    fund.vorgang = session.exec(select_rows(Vorgang).where(Vorgang.id == fund.vorgang_id)).one()
    return fund


def of_vorgang(session: Session, vorgang_id: int, *, lock: bool = False) -> Fundstueck:
    return _load(session, table.c.vorgang_id, vorgang_id)


def load(session: Session, actor: Actor, number: str, *, lock: bool = False) -> Fundstueck:
    return _load(session, table.c.vorgangsnummer, number)


def tasks(session: Session, actor: Actor, at: datetime) -> Sequence[Task]:
    if not actor.has(Permission.ideen_moderieren):
        return []
    rows = session.execute(select(Fundstueck).where(table.c.status == Status.gemeldet.value))
    return [
        Task(
            f.vorgangsnummer,
            f.titel,
            "",
            "Besitzer*in suchen",
            f.gemeldet_am,
            f.bis,
            OFFICE.address(f),
        )
        for f in rows.scalars()
    ]


def news(session: Session, quartier_id: int | None, limit: int) -> list[News]:
    rows = session.execute(select(Fundstueck).order_by(table.c.gemeldet_am.desc()).limit(limit))
    return [
        News(f.gemeldet_am, "Gefunden", "blatt", f.titel, "Heslach", OFFICE.address(f))
        for f in rows.scalars()
    ]


def forget_finders(engine: Any, settings: Settings, at: datetime) -> int:
    """The finder's name, a year after the report."""
    with session_for(engine, write=True) as session:
        old = (table.c.gemeldet_am < at - timedelta(days=365)) & (table.c.finder != "")
        count = session.execute(table.update().where(old).values(finder="")).rowcount
        session.commit()
        return int(count)


def _old(before: datetime) -> Any:
    old = table.c.gemeldet_am < before
    return select_rows(table.c.id).where(old, table.c.titel != NOTHING)


def _forget_titles(session: Session, settings: Settings, ids: Sequence[int], at: datetime) -> None:
    session.execute(table.update().where(table.c.id.in_(ids)).values(titel=NOTHING))


def lost(session: Session, settings: Settings) -> list[str]:
    rows = session.execute(select(Fundstueck).where(table.c.titel == ""))
    return [f"{fund.vorgangsnummer} has no title" for fund in rows.scalars()]


OFFICE: Office[Fundstueck] = Office(
    prefix="/intern/fundstuecke",
    permission=Permission.ideen_sehen,
    page="probe/zeigen.html",
    fragment="probe/_fundstueck.html",
    lifecycle=LEBENSLAUF,
    words=WORDS,
    steps=(
        StaffStep(
            Schritt.zurueckgeben,
            "rueckgabe",
            "Zurückgeben",
            "Ist zurückgegeben",
            NoInput,
            zurueckgeben,
            "Zurückgegeben. Danke.",
            may_zurueckgeben,
            kind="haupt",
        ),
    ),
    load=load,
    screen=lambda session, actor, fund, steps, *, at: {"fund": fund, "nachrichten": []},
    due=lambda fund: fund.bis,
)
SENDER: SenderSide[Fundstueck] = SenderSide(
    LEBENSLAUF,
    steps=(replying(Schritt.ergaenzen, ergaenzen),),
    table={
        Status.gemeldet: ("Ihr Fund ist gemeldet.", "Bis zum %(bis)s suchen wir."),
        Status.zurueckgegeben: ("Ihr Fund ist zurückgegeben.", "Sie können mehr melden."),
    },
    until=lambda fund: fund.bis,
    lines=lambda fund, steps, jetzt: done_lines(WORDS, steps),
    template="probe/_eigenes.html",
)

router = APIRouter(tags=[Privacy.private])


@router.get(OFFICE.prefix, dependencies=[Depends(require(OFFICE.permission))])
def index(request: Request, session: DbSession) -> Response:
    rows = session.execute(select(Fundstueck).order_by(table.c.id)).scalars().all()
    return render(request, "probe/liste.html", funde=rows)


FEATURE = Feature(
    "fundstuecke",
    routers=(router, office_router(OFFICE)),
    navigation=(NavEntry(OFFICE.prefix, "Fundstücke", OFFICE.permission),),
    kinds=(Kind("fundstueck", "F", "Fundstück", LEBENSLAUF, WORDS, of_vorgang, OFFICE, SENDER),),
    tasks=(tasks,),
    news=(news,),
    jobs=(Job("finders", forget_finders),),
    checks=(Check("Fundstücke", lost),),
    retentions=(
        Retention(
            "fundstuecke",
            "Was gefunden wurde",
            Period(months=6),
            "nach der Meldung",
            Loeschart.anonymisiert,
            ("probe_fundstueck.titel",),
            Rows(_old, (Fundstueck,), _forget_titles),  # type: ignore[arg-type]
        ),
    ),
    stays={
        "probe_fundstueck.vorgangsnummer": "a running number",
        "probe_fundstueck.finder": "taken away by the job of the finders",
        "probe_fundstueck.status": "a word of code",
    },
)
