"""What the parts of the demo city share while it is filled in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from app.antraege.models import Antrag
from app.demo.days import Days
from app.demo.staff import Staff
from app.fonds.models import Fonds
from app.ideen.models import Idee
from app.quartiere.models import Quartier
from app.settings import Settings


@dataclass(frozen=True)
class Event:
    """Something that happened; all of them run in the order of their times."""

    at: datetime
    happen: Callable[[datetime], None]


@dataclass
class City:
    """The rows so far, by slug or by the key of the content.

    `stadtbezirk_of` names the Stadtbezirk of a Quartier's slug.
    """

    session: Session
    settings: Settings
    days: Days
    staff: Staff
    quartiere: dict[str, Quartier]
    stadtbezirk_of: dict[str, str]
    fonds: dict[str, Fonds]
    ideen: dict[str, Idee] = field(default_factory=dict)
    antraege: dict[str, Antrag] = field(default_factory=dict)
