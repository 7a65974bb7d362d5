"""A Fonds in one year, with where its money stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.fonds.entscheidung import WEGE, wer_entscheidet
from app.fonds.ledger import Stand
from app.fonds.models import Fonds, Fondsjahr
from app.fonds.termine import Termine, termine_of
from app.i18n import _
from app.quartiere.models import Quartier


@dataclass(frozen=True)
class Fondsstand:
    """`fondsjahr` is None where the year is not opened yet; `newest` is the last year that is
    opened, `year` itself where none is. `today` is a day in Europe/Berlin."""

    fonds: Fonds
    fondsjahr: Fondsjahr | None
    stand: Stand
    year: int
    newest: int
    today: date

    @property
    def is_open(self) -> bool:
        return self.fondsjahr is not None

    @property
    def is_over(self) -> bool:
        """Also on New Year a year goes on until the next one is opened: those who keep the Fonds
        have no other page."""
        return self.year < min(self.today.year, self.newest)

    @property
    def termine(self) -> Termine:
        meets = WEGE[self.fonds.entscheidungsart].votes
        return termine_of(self.fonds, meets=meets, today=self.today)

    @property
    def who_decides(self) -> list[str]:
        return wer_entscheidet(self.fonds)

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


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
