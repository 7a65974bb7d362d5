"""Raw text to values: what people type, and what stands in an address.

Text has one form from here on. Reading leniently never changes a value: what cannot be read for
certain is asked back.
"""

import re
import unicodedata
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from app.i18n import _
from app.text.invisible import is_word_or_symbol, without_invisible, without_joiners

MAX_CENT = 999_999_999
_MOST_DIGITS = len(str(MAX_CENT))
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BREAK = re.compile(r"[ \t]*[\n\t]\s*")
# Digits in threes, always by the same sign; "0.500" is no number in thousands.
_WHOLE = r"\d+|[1-9]\d{{0,2}}(?:{sign}\d{{3}})+"
_GERMAN = "|".join(_WHOLE.format(sign=sign) for sign in (r"\.", " ", "['’]"))
_ENGLISH = "|".join(_WHOLE.format(sign=sign) for sign in (",", " ", "['’]"))
_INT = re.compile(_GERMAN)
_EURO = re.compile(f"({_GERMAN})(?:,(\\d{{1,2}}))?")
_EURO_ENGLISH = re.compile(rf"({_ENGLISH})\.(\d{{2}})")
_CURRENCY = re.compile(r"^(?:eur|€)\s*|\s*(?:euros?|eur|€)$", re.IGNORECASE)
_NO_CENTS = re.compile(r"[.,] ?[-–—−]{1,2}$")
_PLZ = re.compile(r"(?:d(?:e)?[- ]?)?(\d{5})", re.IGNORECASE)

E = TypeVar("E", bound=StrEnum)


def member_or_none(members: type[E], raw: str | None) -> E | None:
    """The member with this value; None for whatever else stood in an address."""
    try:
        return members(raw or "")
    except ValueError:
        return None


def clean_text(raw: str) -> str:
    """NFC, LF only, nothing invisible, ends stripped."""
    text = _LINE_ENDS.sub("\n", raw).replace("\u2800", " ")
    return unicodedata.normalize("NFC", without_invisible(text)).strip()


def clean_line(raw: str) -> str:
    """`clean_text` on one line."""
    return _BREAK.sub(" ", clean_text(raw))


def clean_code(raw: str) -> str:
    """One line without joiners, for what is no prose: a number, an address, a code."""
    return clean_line(without_joiners(raw))


def says_something(text: str) -> bool:
    """Whether a letter, digit or symbol is in it: what every demanded text needs."""
    return any(map(is_word_or_symbol, text))


def parse_euro(raw: str) -> int:
    """Cents. Raises ValueError with a sentence that says how to write it."""
    text = _NO_CENTS.sub("", _CURRENCY.sub("", _figures(raw)))
    match = _EURO_ENGLISH.fullmatch(text) or _EURO.fullmatch(text)
    if not match:
        raise ValueError(_("Bitte schreiben Sie den Betrag so: 120,50"))
    euro, rest = _digits(match[1]), (match[2] or "").ljust(2, "0")
    if len(euro) > _MOST_DIGITS or int(euro + rest) > MAX_CENT:
        raise ValueError(_("Dieser Betrag ist zu groß. Bitte prüfen Sie das Komma."))
    return int(euro + rest)


def parse_day(raw: str) -> date:
    """`2026-06-24` or `24.06.2026`. Raises ValueError with a sentence that says how to write it."""
    text = re.sub(r"(?<=\.) ", "", _figures(raw))
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(_("Dieses Datum gibt es nicht. Bitte schreiben Sie es so: 24.06.2026"))


def parse_int(raw: str, *, low: int, high: int) -> int:
    """A whole number, in thousands as people write them. Raises ValueError with the limits."""
    text = _figures(raw)
    digits = _digits(text) if _INT.fullmatch(text) else ""
    if not digits or len(digits) > _MOST_DIGITS or not low <= int(digits) <= high:
        raise ValueError(
            _("Bitte schreiben Sie eine Zahl von %(von)s bis %(bis)s.") % {"von": low, "bis": high}
        )
    return int(digits)


def parse_email(raw: str) -> str:
    """An address in plain form that mail can be sent to; the domain is not asked over the network.

    Raises ValueError with a sentence that says how to write it. Umlauts in the domain have a second
    spelling that every mail server understands; before the @ they have none.
    """
    address = clean_code(raw)
    try:
        checked = validate_email(
            address, check_deliverability=False, test_environment=True, strict=True
        )
    except EmailNotValidError as error:
        raise ValueError(
            _("Diese E-Mail-Adresse ist nicht vollständig. Beispiel: name@beispiel.de")
        ) from error
    if not checked.local_part.isascii():
        raise ValueError(_local_part_message(checked))
    return checked.normalized


def _local_part_message(address: ValidatedEmail) -> str:
    strange = ", ".join(dict.fromkeys(c for c in address.local_part if not c.isascii()))
    return _(
        "An diese Adresse können wir keine Mail schicken: Vor dem @ steht %(zeichen)s. Bitte "
        "nehmen Sie die Schreibweise ohne Umlaute und Akzente oder eine andere Adresse."
    ) % {"zeichen": strange}


def parse_plz(raw: str) -> str:
    """Five digits. Raises ValueError with a sentence that says how to write it."""
    match = _PLZ.fullmatch(_figures(raw))
    if not match:
        raise ValueError(_("Eine Postleitzahl hat fünf Ziffern. Beispiel: 70199"))
    return match[1]


def western(text: str) -> str:
    """Digits of all scripts as 0 to 9, signs as wide as Chinese ones as the usual ones. What is
    raised or a fraction stays: 5² is not 52."""
    return "".join(_western(c) for c in text)


def _western(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    is_wide = unicodedata.decomposition(letter).startswith("<wide>")
    return unicodedata.normalize("NFKC", letter) if is_wide else letter


def _figures(raw: str) -> str:
    """One line of western digits with one kind of space."""
    return "".join(" " if c.isspace() else c for c in western(clean_code(raw))).strip()


def _digits(number: str) -> str:
    """Without signs of thousands and zeros in front; one zero stays."""
    return re.sub(r"\D", "", number).lstrip("0") or "0"
