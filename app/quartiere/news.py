"""What happens in a Quartier: new Ideen and new answers in one dated list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.ideen.models import Idee


@dataclass(frozen=True)
class News:
    idee: Idee
    at: datetime
    answered: bool


def news(ideen: Iterable[Idee], answers: Iterable[Idee], *, limit: int) -> list[News]:
    """The newest first; an Idee that was answered stands there once, with its answer."""
    known = {idee.id: idee for idee in (*ideen, *answers)}
    found = [entry for idee in known.values() if (entry := _entry(idee))]
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:limit]


def _entry(idee: Idee) -> News | None:
    at = idee.beantwortet_am or idee.veroeffentlicht_am
    return News(idee, at, idee.beantwortet_am is not None) if at else None
