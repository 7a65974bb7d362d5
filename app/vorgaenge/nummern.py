"""A Vorgangsnummer as people type it off paper, or paste it with the words around it."""

import re

from app.text.inputs import western

# An I is easily read as a one or a small L, a zero as an O. In the middle of a text a one is a one.
_LOOK_ALIKES = {"1": "I", "L": "I"}
_BETWEEN = r"[\s\-‐‑–—−_./]{0,3}"
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_DIGITS = rf"([0-9O]{{4}}){_BETWEEN}([0-9O]{{1,6}}){_END}"
# Digits that follow may belong to the number: what it is cannot be read for certain.
_ALONE = rf"(?!{_BETWEEN}[0-9O]+{_END})"
_NUMBER = re.compile(rf"{_START}([A-Z]|^1){_BETWEEN}{_DIGITS}{_ALONE}")
# A letter alone in front would be that of a number.
_WORDS = r"(?:[^0-9]*[^\W\d_]{2})?\W*"
_LETTERLESS = re.compile(rf"{_WORDS}{_START}{_DIGITS}{_ALONE}[^0-9]*")


def read_number(typed: str) -> str | None:
    """ "i 2026 85", "Vorgang I2026-00085" -> "I-2026-00085"; None for whatever else, and where
    there are several."""
    found = {
        f"{_LOOK_ALIKES.get(letter, letter)}-{_year_and_number(*rest)}"
        for letter, *rest in _NUMBER.findall(western(typed).strip(" #").upper())
    }
    return found.pop() if len(found) == 1 else None


def read_letterless(typed: str) -> str | None:
    """ "2026-85", "Vorgang Nr. 2026-85" -> "2026-00085", which several kinds may have; None for
    whatever else, and where other digits stand beside."""
    match = _LETTERLESS.fullmatch(western(typed).strip(" #").upper())
    return _year_and_number(*match.groups()) if match else None


def without_letter(typed: str) -> str:
    """ "I-2026-00085" and "2026-85" are one and the same to whoever counts; "" for what is no
    number."""
    number = read_number(typed)
    return number.partition("-")[2] if number else read_letterless(typed) or ""


def _year_and_number(*digits: str) -> str:
    year, number = (part.replace("O", "0") for part in digits)
    return f"{year}-{int(number):05d}"
