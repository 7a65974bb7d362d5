"""What happens in a Quartier: new Ideen and new answers in one dated list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.ideen import queries as ideen
from app.ideen.models import Idee


@dataclass(frozen=True)
class News:
    idee: Idee
    at: datetime
    answered: bool


def latest(session: Session, *, quartier_id: int | None = None, limit: int) -> list[News]:
    """The newest first. Up to half are answers, so that many new Ideen do not hide them; an Idee
    that was answered stands there once, with its answer."""
    answers = ideen.newest_answers(session, quartier_id=quartier_id, limit=limit // 2)
    new = ideen.newest(session, quartier_id=quartier_id, limit=limit)
    known = {idee.id: idee for idee in (*answers, *new)}
    return _dated(list(known.values())[:limit])


def _dated(rows: Sequence[Idee]) -> list[News]:
    found = [
        News(idee, at, idee.beantwortet_am is not None)
        for idee in rows
        if (at := idee.beantwortet_am or idee.veroeffentlicht_am)
    ]
    return sorted(found, key=lambda entry: entry.at, reverse=True)
