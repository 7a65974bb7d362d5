"""Two writings of one phone number are one."""

from app.text.keys import phone_key
from tests.support.each import each


@each(
    "typed",
    [
        *("0711 1234567", "+49 711 1234567", "(+49) 711 1234567", "0049 (0)711 123-45-67"),
        *("+49 0711 1234567", "(0711) 1234567", "０７１１ 1234567", "٠٧١١ ١٢٣٤٥٦٧"),
    ],
)
def test_however_it_is_written(typed: str) -> None:
    assert phone_key(typed) == "07111234567"


@each("typed", ["", "0711", "12 34", "keine"])
def test_what_is_no_whole_number_has_no_key(typed: str) -> None:
    assert phone_key(typed) == ""
