"""Folded keys, by which two writings of one thing are recognised as the same."""

import re
import unicodedata

from app.text.inputs import clean_code, western

LONGEST = 200
SHORTEST_PHONE = 6
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_DASHES = re.compile("[‐‑‒–—―−]")


def identity_key(text: str) -> str:
    """Of a name: Übergang is Uebergang and ÜBERGANG, Bauer is not Baur; `LONGEST` at most."""
    folded = _folded(text).translate(_GERMAN)
    return " ".join(_DASHES.sub("-", folded).split())[:LONGEST]


def email_key(address: str) -> str:
    """Umlauts stay: müller.de and mueller.de may be two people's."""
    return _folded(address)[:LONGEST]


def phone_key(number: str) -> str:
    """Digits in national form: "+49 711 12-34", "+49 0711 1234" and "0711 1234" are the same; ""
    for what is no whole number."""
    text = western(_folded(number)).lstrip("( ")
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    if text.startswith("+"):
        digits = f"00{digits}"
    if digits.startswith("0049"):
        digits = "0" + digits.removeprefix("0049").lstrip("0")
    return digits[:LONGEST] if len(digits) >= SHORTEST_PHONE else ""


def _folded(text: str) -> str:
    # Folding may leave letters and their marks apart again.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", clean_code(text)).casefold())
