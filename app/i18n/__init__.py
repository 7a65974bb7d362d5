"""gettext for every text that people read. German is the source language of all messages."""

from functools import cache
from pathlib import Path

from babel.support import LazyProxy, NullTranslations, Translations

DOMAIN = "portal"
LOCALES = Path(__file__).parents[1] / "locale"


@cache
def translations(locale: str = "de", folder: Path = LOCALES) -> NullTranslations:
    """The catalogue of a locale; without one the German source text is shown."""
    return Translations.load(folder, [locale], domain=DOMAIN)


def gettext(message: str) -> str:
    return str(translations().ugettext(message))


def ngettext(singular: str, plural: str, n: int) -> str:
    return str(translations().ungettext(singular, plural, n))


def lazy_gettext(message: str) -> str:
    """For texts at import time (labels of forms and enums); looks like a str to its users."""
    return LazyProxy(gettext, message, enable_cache=False)  # type: ignore[return-value]


_ = gettext
_l = lazy_gettext
