"""The next days of a Fonds: until when Anträge are in time for a Sitzung, and when that is."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.fonds.models import Fonds
from app.i18n import _
from app.text.formats import datum


@dataclass(frozen=True)
class Termine:
    """`frist` and `sitzung` as they are entered, `today` a day in Europe/Berlin; a day counts until
    it ends. Where nobody votes, `meets` is False and a Sitzung means nothing."""

    frist: date | None
    sitzung: date | None
    meets: bool
    today: date

    @property
    def deadline(self) -> date | None:
        """The Annahmeschluss to come."""
        return self._coming(self.frist)

    @property
    def meeting(self) -> date | None:
        """The Sitzung to come."""
        return self._coming(self.sitzung) if self.meets else None

    @property
    def entries(self) -> tuple[date | None, date | None]:
        """Annahmeschluss and Sitzung of the round that is on. An Annahmeschluss that is over
        belongs to it as long as its Sitzung is to come."""
        return (self.frist if self.meeting else self.deadline), self.meeting

    @property
    def last_day(self) -> date | None:
        """With which the round ends."""
        return self.sitzung if self.meets else self.frist

    @property
    def has_run_out(self) -> bool:
        """Somebody has to enter the next round. A Gremium always has one; where nobody votes
        Anträge may come at any time, until somebody has set an Annahmeschluss."""
        return self.meeting is None if self.meets else bool(self.frist and not self.deadline)

    @property
    def notice(self) -> str:
        """What to say of the Sitzung where an Antrag of today has none; "" otherwise."""
        if not self.meets or self.sitzung_for(self.today):
            return ""
        if self.meeting is None:
            return _("Wann die nächste Sitzung ist, steht noch nicht fest.")
        return _(
            "Die Frist für die Sitzung am %(tag)s ist vorbei. "
            "Wann die Sitzung danach ist, steht noch nicht fest."
        ) % {"tag": datum(self.meeting)}

    def sitzung_for(self, day: date) -> date | None:
        """The Sitzung to come, if what was handed in on that day is in time for it."""
        return self.meeting if self.frist is None or day <= self.frist else None

    def _coming(self, day: date | None) -> date | None:
        return day if day and day >= self.today else None


def termine_of(fonds: Fonds, *, meets: bool, today: date) -> Termine:
    return Termine(fonds.naechste_frist, fonds.naechste_sitzung, meets, today)


def hold_termine(session: Session, fonds: Fonds) -> None:
    """The days of the Fonds as they are now, held until the transaction ends.

    An Antrag's row and a Fondsjahr's are always locked before it, never after.
    """
    days = ["naechste_frist", "naechste_sitzung"]
    session.refresh(fonds, days, with_for_update={"key_share": True})
