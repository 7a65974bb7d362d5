"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class FixedNow(datetime):
    """The present, as a plain aware datetime with one more word: `now = now.advance(days=3)`.

    `advance` moves what the app sees as the present; the value it was called on stays.
    """

    present: "FixedNow"

    def advance(self, **delta: float) -> "FixedNow":
        return self.set(FixedNow.present + timedelta(**delta))

    def set(self, value: datetime) -> "FixedNow":
        FixedNow.present = _fixed(value.astimezone(UTC))
        return FixedNow.present


def _fixed(v: datetime) -> FixedNow:
    return FixedNow(
        v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond, tzinfo=v.tzinfo
    )


# A Tuesday in winter time, 11:00 in Stuttgart.
START = FixedNow(2026, 11, 24, 10, 0, tzinfo=UTC)


def stopped_clock() -> FixedNow:
    FixedNow.present = START
    return START


def read_clock() -> datetime:
    """What the app's clock is set to in tests."""
    return FixedNow.present
