"""A pot as the public pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.clock import BERLIN
from app.fonds.ledger import Stand
from app.fonds.models import Fonds
from app.fonds.queries import Topf, year_of
from app.i18n import _
from app.quartiere.models import Quartier


@dataclass(frozen=True)
class Pot:
    """`deadline` and `meeting` are days to come; `deadline_passed` the one that is just over."""

    fonds: Fonds
    stand: Stand
    year: int
    is_open: bool
    deadline: date | None
    deadline_passed: date | None
    meeting: date | None

    @property
    def closed_because(self) -> str:
        return _(
            "Für %(jahr)s nimmt dieser Topf noch keine Anträge an. "
            "Rufen Sie uns an: Wir sagen Ihnen, wann es losgeht."
        ) % {"jahr": self.year}

    @property
    def purposes(self) -> list[str]:
        return _lines(self.fonds.zwecke)

    @property
    def exclusions(self) -> list[str]:
        return _lines(self.fonds.ausschluesse)

    @property
    def offices(self) -> Sequence[Quartier]:
        """Where people get advice, each Quartiersbüro once."""
        by_phone = {q.buero_telefon: q for q in reversed(self.fonds.quartiere) if q.buero_telefon}
        return list(reversed(by_phone.values()))


def pot_of(topf: Topf, *, at: datetime) -> Pot:
    jahr, today = topf.fondsjahr, at.astimezone(BERLIN).date()
    deadline = jahr.naechste_frist if jahr else None
    meeting = jahr.naechste_sitzung if jahr else None
    return Pot(
        fonds=topf.fonds,
        stand=topf.stand,
        year=jahr.jahr if jahr else year_of(at),
        is_open=jahr is not None,
        deadline=deadline if deadline and deadline >= today else None,
        deadline_passed=deadline if deadline and deadline < today else None,
        meeting=meeting if meeting and meeting >= today else None,
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
