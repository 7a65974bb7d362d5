"""Money, dates and numbers as people type them, and as they are shown again."""

from datetime import UTC, date, datetime

import pytest

from app.text.formats import absaetze, abstand, betrag, datum, geld, zeitpunkt
from app.text.inputs import clean_text, parse_day, parse_euro, parse_int
from tests.support.each import each

NARROW = "\u202f"


@each(
    ("typed", "cent"),
    [
        ("480,50", 48050),
        ("480.50", 48050),
        ("480", 48000),
        ("480,5", 48050),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("1.234", 123400),
        ("0,01", 1),
        ("1.23", 123),
        ("٣", 300),
        (" 12,50 EUR ", 1250),
        ("12,50€", 1250),
        (f"1.234{NARROW}EUR", 123400),
        ("9.999.999,99", 999_999_999),
    ],
)
def test_amounts_are_cents(typed: str, cent: int) -> None:
    assert parse_euro(typed) == cent


@each(
    "typed",
    ["-5", "1,234", "12,505", "12.3456", "1e3", "abc", "12,50,10", "10.000.000,00"],
)
def test_what_is_no_amount_says_how_to_write_it(typed: str) -> None:
    with pytest.raises(ValueError, match=r"120,50|zu groß"):
        parse_euro(typed)


@pytest.mark.parametrize("typed", ["2028-02-29", "29.02.2028", "29.2.28"])
def test_a_leap_day_is_a_day(typed: str) -> None:
    assert parse_day(typed) == date(2028, 2, 29)


@each("typed", ["29.02.2027", "31.04.2026", "morgen", "2026-13-01", "1.1."])
def test_a_day_that_does_not_exist_is_said(typed: str) -> None:
    with pytest.raises(ValueError, match="gibt es nicht"):
        parse_day(typed)


def test_whole_numbers_within_limits() -> None:
    assert parse_int("1.200", low=0, high=2000) == 1200
    for typed in ("-1", "2001", "1,5", "viele", "99999999"):
        with pytest.raises(ValueError, match="von 0 bis 2000"):
            parse_int(typed, low=0, high=2000)


def test_control_and_direction_characters_are_dropped() -> None:
    assert clean_text(" a\x00b\u202ec\r\nd ") == "abc\nd"


def test_money_and_dates_are_written_out() -> None:
    assert geld(123450) == f"1.234,50{NARROW}EUR"
    assert geld(-5) == f"−0,05{NARROW}EUR"
    assert betrag(123450) == "1234,50"
    assert datum(date(2026, 5, 12)) == "12. Mai 2026"
    # In Stuttgart it is already the next day.
    assert datum(datetime(2026, 5, 12, 22, 30, tzinfo=UTC)) == "13. Mai 2026"
    assert zeitpunkt(datetime(2026, 1, 5, 13, 5, tzinfo=UTC)) == "5. Januar 2026, 14:05 Uhr"


@each(
    ("days", "words"),
    [(0, "heute"), (-1, "gestern"), (1, "morgen"), (-3, "vor 3 Tagen"), (12, "in 12 Tagen")],
)
def test_distances_are_told_in_days(days: int, words: str) -> None:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert abstand(date(2026, 11, 24 + days) if days < 6 else date(2026, 12, 6), now) == words


def test_paragraphs_link_only_web_addresses() -> None:
    html = absaetze("Eins\nzwei\n\nhttps://beispiel.de/x. javascript:alert(1) <b>")
    assert html == (
        "<p>Eins<br>zwei</p>\n"
        '<p><a href="https://beispiel.de/x" rel="nofollow ugc">https://beispiel.de/x</a>. '
        "javascript:alert(1) &lt;b&gt;</p>"
    )
