"""Many Ideen in bulk, spread over Quartiere, topics, states and two years."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from rich.progress import track
from sqlalchemy import Engine, insert, text
from sqlmodel import Session, SQLModel, func, select

from app.db import session_for
from app.history.models import ActorKind, Step
from app.ideen.antwort import Antwort, Machbar
from app.ideen.models import Idee
from app.ideen.status import ART, Ideenstatus
from app.quartiere.begriffe import Handlungsfeld
from app.quartiere.models import Quartier
from app.vorgaenge.models import Vorgang

_LOT = 5_000
_TWO_YEARS = timedelta(days=730)
_STATES = (
    [Ideenstatus.veroeffentlicht] * 5
    + [Ideenstatus.weitergeleitet] * 2
    + [Ideenstatus.umsetzbar] * 2
    + [Ideenstatus.in_pruefung, Ideenstatus.zurueckgezogen]
)
_TITLES = ("Eine Bank", "Mehr Licht", "Ein Beet", "Ein Tauschregal", "Ein Zebrastreifen")


def fill_up(engine: Engine, number: int) -> None:
    """Until there are `number` Ideen; then the database gathers what its planner needs."""
    with session_for(engine, write=False) as session:
        there = session.exec(select(func.count()).select_from(Idee)).one()
        first = 1 + max(_highest(session, table) for table in (Idee, Vorgang))
        quartiere = list(session.exec(select(Quartier.id)))
    missing = range(first, first + max(0, number - there))
    lots = range(missing.start, missing.stop, _LOT)
    for begin in track(lots, description=f"Filling {number} Ideen", disable=not missing):
        _insert(engine, range(begin, min(begin + _LOT, missing.stop)), quartiere)
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()


def _highest(session: Session, table: Any) -> int:
    return session.exec(select(func.max(table.id))).one() or 0


def _insert(engine: Engine, ids: range, quartiere: list[Any]) -> None:
    dice = random.Random(ids.start)
    now = datetime.now(UTC)
    ideen = [_idee(n, dice, quartiere, now - dice.random() * _TWO_YEARS) for n in ids]
    with session_for(engine, write=True) as session:
        session.execute(insert(Vorgang), _whole(Vorgang, map(_vorgang, ideen)))
        session.execute(insert(Idee), _whole(Idee, ideen))
        answered = [idee for idee in ideen if idee["beantwortet_am"]]
        session.execute(insert(Antwort), _whole(Antwort, map(_antwort, answered)))
        session.execute(insert(Step), _whole(Step, chain.from_iterable(map(_steps, ideen))))
        session.commit()


def _whole(table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """With what the model gives where a row says nothing; all rows say the same."""
    first, *more = rows
    given = table(**first).model_dump(exclude={"id"} - first.keys())
    return [given | row for row in (first, *more)]


def _idee(number: int, dice: random.Random, quartiere: list[Any], at: datetime) -> dict[str, Any]:
    status = dice.choice(_STATES)
    public = status not in (Ideenstatus.in_pruefung, Ideenstatus.zurueckgezogen)
    answered = status is Ideenstatus.umsetzbar
    return {
        "id": number,
        "vorgang_id": number,
        "vorgangsnummer": f"I-2020-{number:05d}",
        "titel": f"{dice.choice(_TITLES)} in der Straße {number}",
        "text": "Beim Warten auf den Bus kann niemand sitzen. " * dice.randint(1, 8),
        "quartier_id": dice.choice(quartiere),
        "thema": dice.choice(list(Handlungsfeld)),
        "status": status,
        "eingegangen_am": at,
        "pruefen_bis": at + timedelta(days=3),
        "veroeffentlicht_am": at if public else None,
        "antwort_bis": at + timedelta(days=28) if public else None,
        "beantwortet_am": at + timedelta(days=20) if answered else None,
    }


def _antwort(idee: dict[str, Any]) -> dict[str, Any]:
    return {
        "idee_id": idee["id"],
        "machbar": Machbar.ja,
        "wann": "im Frühjahr",
        "text": "Das machen wir.",
        "gegeben_am": idee["beantwortet_am"],
    }


def _vorgang(idee: dict[str, Any]) -> dict[str, Any]:
    number = idee["id"]
    return {
        "id": number,
        "vorgangsnummer": idee["vorgangsnummer"],
        "art": ART,
        "angelegt_am": idee["eingegangen_am"],
    }


def _steps(idee: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for seq, step in enumerate(("einreichen", "veroeffentlichen"), start=1):
        yield {
            "thread": idee["vorgangsnummer"],
            "seq": seq,
            "step": step,
            "actor_kind": ActorKind.system,
            "at": idee["eingegangen_am"],
            "prev_hash": "0" * 64,
            "hash": "0" * 64,
        }
