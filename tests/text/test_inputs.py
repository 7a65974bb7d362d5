"""Money, dates and numbers as people type them, and as they are shown again."""

from datetime import UTC, date, datetime
from random import Random

import pytest
from selectolax.lexbor import LexborHTMLParser

from app.text.formats import absaetze, abstand, betrag, datum, geld, zeitpunkt
from app.text.inputs import (
    clean_code,
    clean_line,
    clean_text,
    parse_day,
    parse_email,
    parse_euro,
    parse_int,
    parse_plz,
    says_something,
)
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
        ("0000000000350,00", 35_000),
        ("0,00", 0),
        ("1 234,56", 123456),
        ("1'234.50", 123450),
        ("12,50 Euro", 1250),
        ("12.-", 1200),
        ("12,–", 1200),
        ("12.-- EUR", 1200),
        ("€ 12,50", 1250),
        ("12,50\u200b", 1250),
        ("\u00ad12\u2060,\u200d50", 1250),
    ],
)
def test_amounts_are_cents(typed: str, cent: int) -> None:
    assert parse_euro(typed) == cent


@each(
    "typed",
    [
        *("-5", "1,234", "12,505", "12.3456", "1e3", "abc", "12,50,10", "10.000.000,00"),
        *("12 50", "1.5", "0.500", "0,500", "1.2.3", "1.234 567", "12.-50", "12,50 Cent"),
        *("9" * 5000, "", "EUR", "1 23,50", "\u200b"),
    ],
)
def test_what_is_no_amount_says_how_to_write_it(typed: str) -> None:
    with pytest.raises(ValueError, match=r"120,50|zu groß"):
        parse_euro(typed)


@pytest.mark.parametrize(
    "typed", ["2028-02-29", "29.02.2028", "29.2.28", "29. 2. 2028", "29.02.2028\u200b"]
)
def test_a_leap_day_is_a_day(typed: str) -> None:
    assert parse_day(typed) == date(2028, 2, 29)


@each("typed", ["29.02.2027", "31.04.2026", "morgen", "2026-13-01", "1.1."])
def test_a_day_that_does_not_exist_is_said(typed: str) -> None:
    with pytest.raises(ValueError, match="gibt es nicht"):
        parse_day(typed)


def test_whole_numbers_within_limits() -> None:
    assert parse_int("1.200", low=0, high=2000) == 1200
    for typed in ("1200", "1 200", "01200", "1200\u200b", "١٢٠٠", "1'200"):
        assert parse_int(typed, low=0, high=2000) == 1200
    for typed in ("-1", "2001", "1,5", "1.5", "1 5", "0.150", "1.20", "²", "viele", "9" * 5000):
        with pytest.raises(ValueError, match="von 0 bis 2000"):
            parse_int(typed, low=0, high=2000)


@each("typed", ["70199", " 70199", "70199 ", "D-70199", "DE 70199", "70199\u200b", "70\u00ad199"])
def test_a_postcode_is_five_digits(typed: str) -> None:
    assert parse_plz(typed) == "70199"


@each("typed", ["7019", "701990", "7019O", "70 199", "Heslach", "-70199"])
def test_what_is_no_postcode_is_asked_back(typed: str) -> None:
    with pytest.raises(ValueError, match="fünf Ziffern"):
        parse_plz(typed)


def test_control_and_direction_characters_are_dropped() -> None:
    assert clean_text(" a\x00b\u202ec\r\nd ") == "abc\nd"
    assert clean_line("Bank\u2028am\r\n Platz\teins") == "Bank am Platz eins"


NOT_SEEN = [
    *("\u200b", "\u2060", "\u200d", "\u200c", "\ufe0f", "\ufeff", "\u00ad", "\u034f", "\u3164"),
    *("\u115f", "\uffa0", "\u2800", "\u180e", "\u061c", "\u2063", "\U000e0041", "\U000e0100"),
    *("\u00a0", "\u3000", "\u2028", "\x00", "\x85", "\ud800", "\ufff9", "\U0001d173", "\ufffe"),
]


@each("letter", NOT_SEEN, ids=ascii)
def test_what_nobody_sees_is_nothing(letter: str) -> None:
    assert clean_text(letter * 3) == ""
    assert clean_text(f" {letter} \u200b{letter}") == ""
    assert clean_text(f"{letter}Bank {letter}") == "Bank"
    assert clean_code(f"anna{letter}".strip()) == "anna"


@each(
    "text",
    [
        *(
            "👩\u200d👩\u200d👧",
            "❤\ufe0f\u200d🔥",
            "🏳\ufe0f\u200d🌈",
            "1\ufe0f\u20e3",
            "👍🏽",
            "🙂\u200d↔\ufe0f",
        ),
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        *(
            "می\u200cخواهم",
            "क्\u200dष",
            "Auf\u200clage",
            "葛\U000e0100",
            "Ein Satz.\nUnd noch einer.",
        ),
    ],
    ids=ascii,
)
def test_what_joins_words_and_emoji_stays(text: str) -> None:
    assert clean_text(text) == text
    assert says_something(text)


def test_letters_have_one_form() -> None:
    assert clean_text("U\u0308bergang") == "Übergang"
    assert clean_text("U\u200b\u0308bergang") == "Übergang"


@each("text", ["", "...", "-", "?!", "—", "\u0308", "„“"], ids=ascii)
def test_a_demand_needs_a_letter_a_digit_or_a_symbol(text: str) -> None:
    assert not says_something(clean_text(text))


@each("text", ["ä", "7", "👍", "\U0001fae8", "+", "字"], ids=ascii)
def test_one_letter_digit_or_symbol_is_enough(text: str) -> None:
    assert says_something(clean_text(text))


def test_clean_is_clean() -> None:
    """Whatever stands beside whatever: cleaning twice is cleaning once, and leaves no ends."""
    draw = Random(7)
    letters = [*NOT_SEEN, *"aé1.-\n 👩🏳क्字", "\u0308", "\u20e3", "\U0001f3f4"]
    for _ in range(20_000):
        once = clean_text("".join(draw.choices(letters, k=draw.randint(1, 7))))
        assert clean_text(once) == once
        assert once == once.strip()
        once.encode()


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
        '<p dir="auto">Eins<br>zwei</p>\n'
        '<p dir="auto">'
        '<a href="https://beispiel.de/x" rel="nofollow ugc">https://beispiel.de/x</a>. '
        "javascript:alert(1) &lt;b&gt;</p>"
    )


@each(
    ("written", "address"),
    [
        (
            "https://de.wikipedia.org/wiki/Bank_(Möbel)",
            "https://de.wikipedia.org/wiki/Bank_(Möbel)",
        ),
        ("(siehe https://beispiel.de/a)", "https://beispiel.de/a"),
        ("(siehe https://beispiel.de/a_(b)).", "https://beispiel.de/a_(b)"),
        ("[mehr](https://beispiel.de/a)", "https://beispiel.de/a"),
        ("[https://beispiel.de/a]", "https://beispiel.de/a"),
        ("http://[2001:db8::1]/a?b[]=1", "http://[2001:db8::1]/a?b[]=1"),
        ("http://[2001:db8::1]", "http://[2001:db8::1]"),
        ("„https://beispiel.de/a“, sagt sie", "https://beispiel.de/a"),
        ("HTTPS://Beispiel.de/a?!", "HTTPS://Beispiel.de/a"),
    ],
)
def test_a_link_ends_where_the_sentence_goes_on(written: str, address: str) -> None:
    link = LexborHTMLParser(absaetze(written)).css_first("a")
    assert link is not None
    assert (link.attributes["href"], link.text()) == (address, address)
    assert LexborHTMLParser(absaetze(written)).text(deep=True) == written


@each("written", ["https://", "(https://)", "https://)", "http:// x"])
def test_what_is_no_address_is_no_link(written: str) -> None:
    assert "<a" not in absaetze(written)


@each(
    ("typed", "address"),
    [
        ("anna@example.org\u200b", "anna@example.org"),
        ("an\u00adna@example.org ", "anna@example.org"),
        ("an\u200dna@example.org", "anna@example.org"),
        ("anna@müller-bäder.de", "anna@müller-bäder.de"),
        ("anna+quartier@Beispiel.DE", "anna+quartier@beispiel.de"),
    ],
)
def test_addresses_that_mail_reaches(typed: str, address: str) -> None:
    assert parse_email(typed) == address


@each(
    "typed",
    ["jürgen@post.example", "ju\u0308rgen@post.example", "andré@post.example", "я@post.example"],
)
def test_an_address_that_no_mail_reaches_says_why(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Vor dem @ steht .*ohne Umlaute"):
        parse_email(typed)


LONG_LOCAL = "a" * 65 + "@beispiel.de"  # RFC 5321: 64 at most


@each(
    "typed",
    [
        *("anna", "anna@", "@beispiel.de", "anna @beispiel.de", "anna@@x.de", "a@b@c.de"),
        LONG_LOCAL,
    ],
)
def test_an_address_that_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="nicht vollständig"):
        parse_email(typed)
