"""What the Fonds's rules find about an Antrag, as flags for those who decide."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.antraege.models import Antrag
from app.antraege.rules import Befund, Lage, pruefe
from app.clock import BERLIN
from app.fonds.models import Schwere
from app.i18n import _l

_WEIGHT = {
    Schwere.B: _l("Hindernis"),
    Schwere.W: _l("Bitte beachten"),
    Schwere.I: _l("Zur Kenntnis"),
}


@dataclass(frozen=True)
class Flag:
    """`rule` is its number, "" for a field left out; `answer` the applicant's sentence to it."""

    word: str
    rule: str
    weight: str
    answer: str


def flags(antrag: Antrag, lage: Lage) -> list[Flag]:
    """What blocks first. The lead time counts from the submission, the beginning from today."""
    handed_in = replace(lage, heute=_day(antrag.eingereicht_am) or lage.heute)
    found = [b for b in pruefe(antrag, handed_in) if b.regel != "R07"]
    found += [b for b in pruefe(antrag, lage) if b.regel == "R07"]
    return [_flag(b) for b in sorted(found, key=lambda b: list(Schwere).index(b.schwere))]


def _flag(befund: Befund) -> Flag:
    return Flag(
        word=befund.kurz or befund.sache or befund.text,
        rule=befund.regel,
        weight=str(_WEIGHT[befund.schwere]),
        answer=befund.begruendung,
    )


def _day(value: datetime | None) -> date | None:
    return value.astimezone(BERLIN).date() if value else None
