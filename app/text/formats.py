"""How money, dates and text look on the page. Amounts are cents, times aware UTC.

`locale` is the language of the page or mail that they stand in.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache

from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import get_decimal_symbol, get_group_symbol
from markupsafe import Markup, escape

from app.clock import BERLIN
from app.i18n import SOURCE, gettext, ngettext

THIN_SPACE = "\u202f"
NO_BREAK = "\u00a0"
NOTHING = "∅"
"""What is stored where a text has to be and is none, or is none any more: in no language."""
_LINK = re.compile(r"https?://[\w\[][^\s<>\"'„“”‚‘’«»]*", re.IGNORECASE)
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_AFTER_A_LINK = ".,;:!?…*_"


def geld(cent: int, locale: str = SOURCE) -> str:
    """123450 -> "1.234,50 EUR" with a thin space before the unit."""
    sign = "−" if cent < 0 else ""
    euro, rest = divmod(abs(cent), 100)
    return f"{sign}{zahl(euro, locale)}{_marks(locale)[1]}{rest:02d}{THIN_SPACE}EUR"


def zahl(value: int, locale: str = SOURCE) -> str:
    """1200 -> "1.200"."""
    return f"{value:,}".replace(",", _marks(locale)[0])


@cache
def _marks(locale: str) -> tuple[str, str]:
    """Between thousands, and before the cents."""
    return get_group_symbol(locale), get_decimal_symbol(locale)


def betrag(cent: int | None) -> str:
    """123450 -> "1234,50", as people type it into a form."""
    return "" if cent is None else f"{cent // 100},{cent % 100:02d}"


def telefon(number: str) -> str:
    """On one line: half a number is dialled wrong."""
    return number.replace(" ", NO_BREAK)


def listed(words: Sequence[str], locale: str = SOURCE) -> str:
    """ "A, B und C"."""
    return format_list(words, locale=locale)


def datum(value: date | datetime, locale: str = SOURCE) -> str:
    """ "12. Mai 2026" in Europe/Berlin."""
    return format_date(_local_day(value), format="long", locale=locale)


def tag_im_jahr(value: date, locale: str = SOURCE) -> str:
    """ "31. Dezember", of whatever year."""
    return format_skeleton("MMMMd", value, locale=locale)


def wochentag(nummer: int, locale: str = SOURCE) -> str:
    """1 -> "Montag"."""
    monday = date(2024, 1, 1)
    return format_date(monday + timedelta(days=nummer - 1), format="EEEE", locale=locale)


def uhrzeit(value: datetime, locale: str = SOURCE) -> str:
    return format_time(value.astimezone(BERLIN), format="H:mm", locale=locale)


def zeitpunkt(value: datetime, locale: str = SOURCE) -> str:
    """ "12. Mai 2026, 14:30 Uhr"."""
    parts = {"tag": datum(value, locale), "zeit": uhrzeit(value, locale)}
    return gettext("%(tag)s, %(zeit)s Uhr", locale) % parts


def abstand(value: date | datetime, jetzt: datetime, locale: str = SOURCE) -> str:
    """ "heute", "vor 3 Tagen", "in 12 Tagen": whole days in Europe/Berlin."""
    days = (_local_day(value) - _local_day(jetzt)).days
    if days == 0:
        return gettext("heute", locale)
    if days == -1:
        return gettext("gestern", locale)
    if days == 1:
        return gettext("morgen", locale)
    if days < 0:
        return ngettext("vor %(n)s Tag", "vor %(n)s Tagen", -days, locale) % {"n": -days}
    return ngettext("in %(n)s Tag", "in %(n)s Tagen", days, locale) % {"n": days}


def seit(value: date | datetime, jetzt: datetime, locale: str = SOURCE) -> str:
    """ "seit heute", "seit gestern", "seit 4 Tagen": whole days in Europe/Berlin."""
    days = (_local_day(jetzt) - _local_day(value)).days
    if days <= 0:
        return gettext("seit heute", locale)
    if days == 1:
        return gettext("seit gestern", locale)
    return ngettext("seit %(n)s Tag", "seit %(n)s Tagen", days, locale) % {"n": days}


def iso(value: date | datetime) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()


def legible(text: str, locale: str = SOURCE) -> str:
    """A text, or in words that it was deleted."""
    return gettext("(gelöscht)", locale) if text == NOTHING else text


def absaetze(text: str) -> Markup:
    """Plain text as paragraphs; http(s) addresses become links, everything else is escaped."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return Markup("\n").join(
        Markup('<p dir="auto">%s</p>') % Markup("<br>").join(map(_linked, block.split("\n")))
        for block in blocks
        if block
    )


def _linked(line: str) -> Markup:
    out, end = Markup(), 0
    for match in _LINK.finditer(line):
        address = _without_tail(match[0])
        out += escape(line[end : match.start()])
        out += Markup('<a href="{0}" rel="nofollow ugc">{0}</a>').format(address)
        end = match.start() + len(address)
    return out + escape(line[end:])


def _without_tail(address: str) -> str:
    """Without what belongs to the sentence: its marks, and a bracket that was opened before."""
    while address[-1] in _AFTER_A_LINK or _opened_before(address):
        address = address[:-1]
    return address


def _opened_before(address: str) -> bool:
    opening = _BRACKETS.get(address[-1])
    return opening is not None and address.count(opening) < address.count(address[-1])


def _local_day(value: date | datetime) -> date:
    """Raises TypeError for anything else: Babel would take nothing for today."""
    if not isinstance(value, date):
        raise TypeError(f"no date: {value!r}")
    return value.astimezone(BERLIN).date() if isinstance(value, datetime) else value


def masked(address: str) -> str:
    """ "anna@post.example" -> "a…@post.example": enough to know it by."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}…{at}{domain}" if address else ""
