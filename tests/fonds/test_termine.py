"""The next days of a Fonds: which are still to come, and what is said where none is."""

from datetime import date, timedelta

from app.fonds.termine import Termine
from tests.support.each import each

TODAY = date(2026, 11, 24)
UNKNOWN = "Wann die nächste Sitzung ist, steht noch nicht fest."
TOO_LATE = (
    "Die Frist für die Sitzung am 10. Dezember 2026 ist vorbei. "
    "Wann die Sitzung danach ist, steht noch nicht fest."
)
DECEMBER = date(2026, 12, 10)


def termine(frist: int | None, sitzung: date | None, *, meets: bool = True) -> Termine:
    """`frist` in days from today."""
    day = None if frist is None else TODAY + timedelta(days=frist)
    return Termine(day, sitzung, meets, TODAY)


@each(
    ("row", "deadline", "meeting", "notice"),
    [
        (termine(0, TODAY), TODAY, TODAY, ""),
        (termine(7, DECEMBER), date(2026, 12, 1), DECEMBER, ""),
        (termine(None, DECEMBER), None, DECEMBER, ""),
        (termine(-1, DECEMBER), None, DECEMBER, TOO_LATE),
        (termine(-8, TODAY - timedelta(days=1)), None, None, UNKNOWN),
        (termine(7, None), date(2026, 12, 1), None, UNKNOWN),
        (termine(None, None), None, None, UNKNOWN),
        (termine(-1, DECEMBER, meets=False), None, None, ""),
        (termine(7, None, meets=False), date(2026, 12, 1), None, ""),
    ],
)
def test_a_day_that_is_over_is_not_to_come(
    row: Termine, deadline: date | None, meeting: date | None, notice: str
) -> None:
    assert (row.deadline, row.meeting, row.notice) == (deadline, meeting, notice)


@each(("handed_in", "reaches"), [(-5, True), (-1, True), (0, False), (3, False)])
def test_what_comes_after_the_annahmeschluss_is_not_for_that_sitzung(
    handed_in: int, reaches: bool
) -> None:
    row = termine(-1, DECEMBER)
    day = TODAY + timedelta(days=handed_in)
    assert row.sitzung_for(day) == (DECEMBER if reaches else None)


@each(
    ("row", "frist", "sitzung"),
    [
        (termine(7, DECEMBER), 7, DECEMBER),
        (termine(-1, DECEMBER), -1, DECEMBER),
        (termine(-8, TODAY - timedelta(days=1)), None, None),
        (termine(7, None), 7, None),
        (termine(-1, DECEMBER, meets=False), None, None),
    ],
)
def test_the_form_opens_with_the_round_that_is_on(
    row: Termine, frist: int | None, sitzung: date | None
) -> None:
    day = None if frist is None else TODAY + timedelta(days=frist)
    assert row.entries == (day, sitzung)
