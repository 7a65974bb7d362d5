"""Fills an empty database with the demo city: one transaction, the same city for the same moment.

What people do there is done by the portal's own steps at times in the past, in the order in which
it happened. No mail leaves: what the steps wrote into the outbox counts as delivered, so that
staff see true states and no worker sends anything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select, update

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.clock import BERLIN, utc_now
from app.db import session_for
from app.demo import antraege, fonds, ideen, places, projekte, staff
from app.demo.city import City, Event
from app.demo.content import Row, photo, rows
from app.demo.days import Days
from app.files.intake import stage
from app.history.chain import record
from app.mail.models import Mail, Zustellung
from app.quartiere.master import load_stadtteile
from app.quartiere.models import Quartier
from app.settings import Settings
from app.vorgaenge.models import Vorgang

MARK = "demo"
"""The thread of history that tells a demo database from any other."""

_LEAD = timedelta(days=60)

Progress = Callable[[int, int], None]
"""Told how many of how many events have happened."""


class NotEmpty(Exception):
    """The database holds something already; nothing was changed."""


@dataclass(frozen=True)
class Counts:
    stadtbezirke: int
    stadtteile: int
    quartiere: int
    projekte: int
    fonds: int
    personal: int
    ideen: int
    antraege: int


def is_empty(session: Session) -> bool:
    return not any(_holds_any(session, table) for table in (Quartier, Mitarbeiter, Vorgang))


def seed(
    engine: Engine,
    settings: Settings,
    *,
    at: datetime | None = None,
    progress: Progress | None = None,
) -> Counts:
    """`at` is the present of the city, aware. Raises NotEmpty."""
    days = Days((at or utc_now()).astimezone(UTC))
    with session_for(engine, write=True) as session:
        if not is_empty(session):
            raise NotEmpty
        counts = _fill(session, settings, days, progress or (lambda _done, _all: None))
        session.commit()
    return counts


def _fill(session: Session, settings: Settings, days: Days, progress: Progress) -> Counts:
    antrag_rows = rows("antraege_*.toml", "antrag")
    stadtbezirke, stadtteile = load_stadtteile(session)
    city = _founded(session, settings, days, oldest_day=-max(r["tage_her"] for r in antrag_rows))
    projekt_rows = rows("projekte_*.toml", "projekt")
    projekte.projekte(session, projekt_rows, city.quartiere)
    events = sorted(_events(city, antrag_rows), key=lambda event: event.at)
    for done, event in enumerate(events, start=1):
        event.happen(event.at)
        progress(done, len(events))
    by = city.staff.of_city(Rolle.gesamtkoordination)
    fonds.announce(session, rows("fonds.toml", "fonds"), days, by=by)
    session.flush()
    _deliver(session)
    record(session, thread=MARK, step="angelegt", by=None, at=days.at, public=False)
    return Counts(
        stadtbezirke=stadtbezirke,
        stadtteile=stadtteile,
        quartiere=len(city.quartiere),
        projekte=len(projekt_rows),
        fonds=len(city.fonds),
        personal=len(city.staff.by_sub),
        ideen=len(city.ideen),
        antraege=len(city.antraege),
    )


def _founded(session: Session, settings: Settings, days: Days, *, oldest_day: int) -> City:
    """Places, staff and pots: what has to be there before anybody can take a step."""
    quartier_rows, fonds_rows = rows("quartiere_*.toml", "quartier"), rows("fonds.toml", "fonds")
    quartiere = places.quartiere(session, quartier_rows, days)
    bezirke = places.bezirke(session)
    first_year = datetime(days.day(oldest_day).year, 1, 1, 10, tzinfo=BERLIN)
    people = staff.invite(
        session,
        settings,
        rows("personal.toml", "person"),
        quartiere,
        bezirke,
        at=(first_year - _LEAD).astimezone(UTC),
    )
    pots = fonds.fonds(session, fonds_rows, quartiere, bezirke)
    by = people.of_city(Rolle.gesamtkoordination)
    fonds.open_years(session, fonds_rows, pots, days, oldest_day=oldest_day, by=by)
    of_quartier = {row["slug"]: row["stadtbezirk"] for row in quartier_rows}
    return City(session, settings, days, people, quartiere, of_quartier, pots)


def _events(city: City, antrag_rows: list[Row]) -> Iterator[Event]:
    """Ideen and Anträge that belong together know of each other by key."""
    idee_rows = rows("ideen_*.toml", "idee")
    begun = {row["schluessel"]: -row["tage_her"] for row in antrag_rows}
    source = {row["antrag"]: row["schluessel"] for row in idee_rows if "antrag" in row}
    fotos = _staged(city.settings, idee_rows)
    for lot, row in enumerate(idee_rows):
        yield from ideen.events(city, row, lot, fotos, begun.get(row.get("antrag"), 0))
    for lot, row in enumerate(antrag_rows):
        yield from antraege.events(city, row, lot, source.get(row["schluessel"]))


def _staged(settings: Settings, idee_rows: list[Row]) -> dict[str, str]:
    """References by the name of the picture; several Ideen may show the same one."""
    names = sorted({row["bild"] for row in idee_rows if "bild" in row})
    return {n: stage(photo(n), f"{n}.webp", settings, pdf=False).reference for n in names}


def _deliver(session: Session) -> None:
    session.execute(
        update(Mail)
        .where(col(Mail.zustand) == Zustellung.wartet)
        .values(zustand=Zustellung.zugestellt, zugestellt_am=Mail.angelegt_am, versuche=1)
    )


def _holds_any(session: Session, table: type[SQLModel]) -> bool:
    return session.exec(select(table).limit(1)).first() is not None
