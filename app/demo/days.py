"""When things happened in the demo city: days counted from the present, nothing in the future."""

from datetime import UTC, date, datetime, time, timedelta

from app.clock import BERLIN
from app.fristen import working_days_after

_A_WHILE = timedelta(minutes=5)


class Days:
    """`at` is the present, aware UTC; days count from it in Europe/Berlin, the past is negative."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.today = at.astimezone(BERLIN).date()

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def on(self, days: int, clock: time) -> datetime:
        return datetime.combine(self.day(days), clock, BERLIN).astimezone(UTC)


class Timeline:
    """The times of one Vorgang, each asked for once and in order.

    `lot` spreads Vorgänge over the hours of a day. What would lie in the future is moved to
    between the step before and the present, so that a city that begins on any day is possible.
    """

    def __init__(self, days: Days, lot: int) -> None:
        self._days, self._lot = days, lot
        self._last: datetime | None = None

    def by_resident(self, days: int) -> datetime:
        """On that very day, from morning to evening."""
        return self._next(self._days.on(days, time(8 + self._lot * 5 % 13, self._lot * 17 % 60)))

    def in_office(self, days: int) -> datetime:
        """On that day or the next working day after it."""
        clock = time(9 + self._lot * 3 % 7, self._lot * 23 % 60)
        working = working_days_after(self._days.on(days - 1, clock), 1).astimezone(BERLIN).date()
        return self._next(self._days.on((working - self._days.today).days, clock))

    def at_midnight(self, days: int) -> datetime:
        """What the portal does by itself when a day begins."""
        return self._next(self._days.on(days, time(0, 5)))

    def _next(self, wanted: datetime) -> datetime:
        present, last = self._days.at, self._last
        if last is None:
            self._last = min(wanted, present - 6 * _A_WHILE)
        else:
            later = max(wanted, last + _A_WHILE)
            self._last = later if later <= present else last + (present - last) / 2
        return self._last
