"""Characters that nobody sees, told apart by what stands beside them.

Joiners are needed inside words (Persian, Hindi, German compounds) and inside emoji, selectors
after what they shape; anywhere else they are as invisible as the rest, and go.
"""

import re
import unicodedata

# Default_Ignorable_Code_Point of Unicode, and what has a glyph without ink; without joiners,
# selectors and tags, which `_belongs` judges.
_NEVER = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U00013440\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
)
# Written by scripts of old as a mark that is seen, though Unicode files them under formats.
_SEEN_FORMATS = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
_JOINERS = frozenset("\u200c\u200d")
_SELECTORS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_TAGS = re.compile("[\U000e0020-\U000e007f]")
_BLACK_FLAG = "\U0001f3f4"
_KEYCAP = "\u20e3"
_KEYS = frozenset("0123456789#*")
# Emoji of a Unicode newer than Python's tables are symbols all the same.
_EMOJI = re.compile("[\U0001f000-\U0001faff]")
# Letters and punctuation that a selector turns into emoji.
_SHAPED = frozenset("‼⁉〰ℹ")
_IN_CONTEXT = re.compile(f"[{''.join(_JOINERS)}]|{_SELECTORS.pattern}|{_TAGS.pattern}")


def without_invisible(text: str) -> str:
    """Control characters but line break and tab go too, and halves of characters."""
    letters = [c for c in text if not _is_never_seen(c)]
    result: list[str] = []
    for place, letter in enumerate(letters):
        after = letters[place + 1] if place + 1 < len(letters) else ""
        if not _IN_CONTEXT.match(letter) or _belongs(letter, result, after):
            result.append(letter)
    return "".join(result)


def without_joiners(text: str) -> str:
    """For what is compared or counted: no number or address has joiners in it."""
    return _IN_CONTEXT.sub("", text)


def is_word_or_symbol(letter: str) -> bool:
    """A letter, digit or symbol."""
    return unicodedata.category(letter)[0] in "LNS" or bool(_EMOJI.match(letter))


def _is_never_seen(letter: str) -> bool:
    if letter in "\n\t" or _IN_CONTEXT.match(letter):
        return False
    kind = unicodedata.category(letter)
    if kind == "Cf":
        return not _SEEN_FORMATS.match(letter)
    return kind in ("Cc", "Cs") or bool(_NEVER.match(letter))


def _belongs(letter: str, before: list[str], after: str) -> bool:
    """Whether it does something between what was read `before` and the letter `after`."""
    last = before[-1] if before else ""
    if not last:
        return False
    if letter in _JOINERS:
        return _joins_word(last, after) or (letter == "\u200d" and _joins_emoji(last, after))
    if _TAGS.match(letter):
        return last == _BLACK_FLAG or bool(_TAGS.match(last))
    return _is_symbol(last) or _takes_selector(last, after)


def _joins_word(last: str, after: str) -> bool:
    return _is_of_word(last) and _is_of_word(after)


def _is_of_word(letter: str) -> bool:
    kind = unicodedata.category(letter)[0] if letter else ""
    return kind in ("L", "M") and not _SELECTORS.match(letter)


def _joins_emoji(last: str, after: str) -> bool:
    return (_is_symbol(last) or bool(_SELECTORS.match(last))) and _is_symbol(after)


def _is_symbol(letter: str) -> bool:
    return bool(letter) and (unicodedata.category(letter)[0] == "S" or bool(_EMOJI.match(letter)))


def _takes_selector(last: str, after: str) -> bool:
    if after == _KEYCAP:
        return last in _KEYS
    return last in _SHAPED or unicodedata.category(last) == "Lo"
