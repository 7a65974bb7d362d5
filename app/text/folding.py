"""Folding for search: whatever people type on whatever keyboard finds the same words.

"ä", "ae" and "a" are alike, and so are "ß" and "ss", capitals and small letters. Nobody reads a
folded text; who is who says `keys`.
"""

import re
import unicodedata

from app.text.inputs import clean_code

_WORD = re.compile(r"[^\W_]+")
_BETWEEN_PARTS = re.compile(r"[\s,;/&+|]+")
_AS_TWO = re.compile("([aou])e")


def search_words(text: str) -> list[str]:
    """Bare words: "Straße am SÜDHANG" -> strasse, am, sudhang."""
    folded = unicodedata.normalize("NFKC", clean_code(text)).casefold()
    letters = unicodedata.normalize("NFKD", folded)
    return _WORD.findall("".join(c for c in letters if not unicodedata.combining(c)))


def search_parts(typed: str) -> list[str]:
    """What somebody looks for, in bare words: each part may stand anywhere, and the words of a
    part stand beside each other ("E-Bike")."""
    parts = (" ".join(search_words(part)) for part in _BETWEEN_PARTS.split(typed))
    return [part for part in parts if part]


def spellings(word: str) -> tuple[str, ...]:
    """Bare words, and without the e of "suedhang" where it may stand for an umlaut."""
    return tuple(dict.fromkeys((word, _AS_TWO.sub(r"\1", word))))


def search_key(text: str) -> str:
    """What is stored to be searched: each word in all its spellings.

    A part of a search is found if one of its own spellings is somewhere in the key.
    """
    words = search_words(text)
    return " ".join([*words, *(other for word in words for other in spellings(word)[1:])])
