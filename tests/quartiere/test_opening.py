"""The Quartiersbüro: is it open today?"""

from datetime import UTC, datetime, time

from app.quartiere.models import Sprechstunde
from app.quartiere.opening import hours, opening
from tests.support.each import each


def _zeit(wochentag: int, von: time, bis: time, hinweis: str = "") -> Sprechstunde:
    return Sprechstunde(quartier_id=1, wochentag=wochentag, von=von, bis=bis, hinweis=hinweis)


DIENSTAG = _zeit(2, time(10), time(16, 30))
ZEITEN = [DIENSTAG, _zeit(4, time(14), time(18), "mit Dolmetscherin")]


@each(
    ("at", "is_open", "sentence"),
    [
        # 24 November 2026 is a Tuesday; Stuttgart is one hour ahead of UTC.
        (datetime(2026, 11, 24, 8, 59, tzinfo=UTC), False, "Heute offen von 10 bis 16:30 Uhr"),
        (datetime(2026, 11, 24, 9, 0, tzinfo=UTC), True, "Jetzt offen, heute bis 16:30 Uhr"),
        (datetime(2026, 11, 24, 15, 29, tzinfo=UTC), True, "Jetzt offen, heute bis 16:30 Uhr"),
        (
            datetime(2026, 11, 24, 15, 30, tzinfo=UTC),
            False,
            "Heute schon geschlossen. Wieder offen am Donnerstag von 14 bis 18 Uhr",
        ),
        (
            datetime(2026, 11, 25, 10, 0, tzinfo=UTC),
            False,
            "Heute geschlossen. Wieder offen am Donnerstag von 14 bis 18 Uhr",
        ),
        (
            datetime(2026, 11, 26, 20, 0, tzinfo=UTC),
            False,
            "Heute schon geschlossen. Wieder offen am Dienstag von 10 bis 16:30 Uhr",
        ),
        # Summer time: 8:00 UTC is 10:00 in Stuttgart.
        (datetime(2026, 7, 7, 8, 0, tzinfo=UTC), True, "Jetzt offen, heute bis 16:30 Uhr"),
    ],
)
def test_told_for_today(at: datetime, is_open: bool, sentence: str) -> None:
    told = opening(ZEITEN, at=at)
    assert told is not None
    assert (told.is_open, told.sentence) == (is_open, sentence)


def test_the_week_with_remarks() -> None:
    told = opening(ZEITEN, at=datetime(2026, 11, 24, 12, tzinfo=UTC))
    assert told is not None
    assert told.rows == [
        ("Dienstag", "10 bis 16:30 Uhr", ""),
        ("Donnerstag", "14 bis 18 Uhr", "mit Dolmetscherin"),
    ]


def test_only_one_day_a_week_comes_again_next_week() -> None:
    told = opening([DIENSTAG], at=datetime(2026, 11, 24, 20, tzinfo=UTC))
    assert told is not None
    assert told.sentence.endswith(f"Dienstag von {hours(DIENSTAG)}")


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert opening([], at=datetime(2026, 11, 24, 12, tzinfo=UTC)) is None
