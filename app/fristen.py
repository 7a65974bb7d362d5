"""Due dates: ends of days, and of working days of Baden-Württemberg; and the calendar behind us."""

from calendar import monthrange
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


def months_before(moment: datetime, months: int) -> datetime:
    """The same time of the same day of the month, as aware UTC; a shorter month ends earlier."""
    local = moment.astimezone(BERLIN)
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day).astimezone(UTC)
