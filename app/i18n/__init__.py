"""gettext for every text that people read. German is the source language of all messages.

The language is an argument. Nothing here remembers one, so no request and no thread can leave
its own behind for the next.
"""

from functools import cache
from pathlib import Path

from babel.support import LazyProxy, NullTranslations, Translations

SOURCE = "de"
DOMAIN = "portal"
LOCALES = Path(__file__).parents[1] / "locale"


@cache
def translations(locale: str = SOURCE) -> NullTranslations:
    """The catalogue of a locale; without one the German source text is shown."""
    return Translations.load(LOCALES, [locale], domain=DOMAIN)


def gettext(message: str, locale: str = SOURCE) -> str:
    return str(translations(locale).ugettext(message))


def ngettext(singular: str, plural: str, n: int, locale: str = SOURCE) -> str:
    return str(translations(locale).ungettext(singular, plural, n))


class LazyText(LazyProxy):
    """A text of import time: German wherever it is used as a str."""

    def within(self, locale: str) -> str:
        return gettext(str(self._args[0]), locale)


def lazy_gettext(message: str) -> str:
    """For texts at import time (labels of forms and enums); looks like a str to its users."""
    return LazyText(gettext, message, enable_cache=False)  # type: ignore[return-value]


_ = gettext
_l = lazy_gettext
