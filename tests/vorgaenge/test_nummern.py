"""A Vorgangsnummer as people type it."""

from app.vorgaenge.nummern import read_letterless, read_number
from tests.support.each import each


@each(
    "typed",
    [
        "I-2026-00085",
        "i 2026 85",
        "I-2026-85",
        "I2026-00085",
        "i202685",
        " I – 2026 – 00085 ",
        "I/2026/85",
        "I.2026.85",
        "l-2026-85",
        "1 2026 85",
        "I-2O26-OOO85",
        "I\u00a02026\u202f00085",
        "Vorgang I-2026-00085",
        "Vorgangsnummer: I-2026-00085, bitte",
        "#I-2026-00085",
        "Ihre Idee (I-2026-85) ist da. I-2026-00085",
        "Nummer I-2026-00085 Code 5P7-KMP-XW",
        "I-2026-00085 vom 24.11.2026",
        "Ｉ－２０２６－８５",
        "I-٢٠٢٦-٨٥",
    ],
)
def test_what_is_read_off_paper_is_understood(typed: str) -> None:
    assert read_number(typed) == "I-2026-00085"


def test_an_antrag_and_a_large_number() -> None:
    assert read_number("a 2026 17") == "A-2026-00017"
    assert read_number("A-2026-123456") == "A-2026-123456"


def test_which_letters_there_are_is_the_features_matter() -> None:
    assert read_number("b 2026 85") == "B-2026-00085"


@each(
    "typed",
    [
        "",
        "I",
        "I-2026",
        "2026-85",
        "2-2026-85",
        "II-2026-85",
        "I-2026-1234567",
        "I-202²-1",
        "I-2026-8x",
        "I-2026-00085 oder A-2026-00017",
        "I-2026-00 085",
        "I-2026-85 7",
        "Wir-2026-85",
    ],
)
def test_whatever_else_is_no_number(typed: str) -> None:
    assert read_number(typed) is None


def test_a_number_may_come_without_its_letter() -> None:
    for typed in (
        "2026-85",
        "2026-00085",
        " #2026/85",
        "2O26 85",
        "Vorgang 2026-85",
        "Nr. 2026-85 bitte",
    ):
        assert read_letterless(typed) == "2026-00085"
    for typed in ("I-2026-85", "85", "2026", "2026-85 7", "am 24.11.2026"):
        assert read_letterless(typed) is None
