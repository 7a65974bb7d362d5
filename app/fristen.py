"""Due dates: ends of days, and of working days of Baden-Württemberg."""

from datetime import UTC, date, datetime, time, timedelta

import holidays

from app.clock import BERLIN

_HOLIDAYS = holidays.country_holidays("DE", subdiv="BW")


def working_days_after(moment: datetime, days: int) -> datetime:
    """The end of the n-th working day after `moment`, as aware UTC."""
    day = moment.astimezone(BERLIN).date()
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in _HOLIDAYS:
            days -= 1
    return end_of(day)


def days_after(moment: datetime, days: int) -> datetime:
    """The end of the day `days` days later, as aware UTC."""
    return end_of(moment.astimezone(BERLIN).date() + timedelta(days=days))


def end_of(day: date) -> datetime:
    """The end of a day in Europe/Berlin, as aware UTC."""
    return datetime.combine(day, time(23, 59), BERLIN).astimezone(UTC)
