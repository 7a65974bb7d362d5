"""Raw text to values: what people type, and what stands in an address."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from app.i18n import _

MAX_CENT = 999_999_999
_EURO = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?")
_EURO_ENGLISH = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\.(\d{2})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

E = TypeVar("E", bound=StrEnum)


def member_or_none(members: type[E], raw: str | None) -> E | None:
    """The member with this value; None for whatever else stood in an address."""
    try:
        return members(raw or "")
    except ValueError:
        return None


def clean_text(raw: str) -> str:
    """Without NUL, control and direction-override characters, ends stripped, LF only."""
    return _CONTROL.sub("", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()


def parse_euro(raw: str) -> int:
    """Cents. Raises ValueError with a sentence that says how to write it."""
    text = re.sub(r",[-–—]+$", "", re.sub(r"[\s\u00a0\u202f]|EUR|€", "", raw))
    match = _EURO_ENGLISH.fullmatch(text) or _EURO.fullmatch(text)
    if not match:
        raise ValueError(_("Bitte schreiben Sie den Betrag so: 120,50"))
    euro, rest = re.sub(r"[.,]", "", match[1]), (match[2] or "").ljust(2, "0")
    cent = int(euro[:12]) * 100 + int(rest)
    if cent > MAX_CENT:
        raise ValueError(_("Dieser Betrag ist zu groß. Bitte prüfen Sie das Komma."))
    return cent


def parse_day(raw: str) -> date:
    """`2026-06-24` or `24.06.2026`. Raises ValueError with a sentence that says how to write it."""
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"):
        try:
            return datetime.strptime(raw, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(_("Dieses Datum gibt es nicht. Bitte schreiben Sie es so: 24.06.2026"))


def parse_int(raw: str, *, low: int, high: int) -> int:
    """A whole number, dots between thousands allowed. Raises ValueError with the limits."""
    digits = raw.replace(".", "")
    if not re.fullmatch(r"[0-9]{1,7}", digits) or not low <= int(digits) <= high:
        raise ValueError(
            _("Bitte schreiben Sie eine Zahl von %(von)s bis %(bis)s.") % {"von": low, "bis": high}
        )
    return int(digits)
