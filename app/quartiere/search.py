"""Finding a Quartier by what people type: a postcode, or a name, forgiving with umlauts, case,
beginnings, order and typos."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum

from app.quartiere.postcodes import bezirke_of, postcode_in, without_postcode
from app.text.folding import search_words, spellings

LONGEST_QUERY = 80
_TYPO = 0.76
_SHORTEST_TYPO = 4
_PREFIX = re.compile(r"^(d|de|stuttgart|stadtteil|stadtbezirk|quartier|bezirk) (?=\w)")
_CITY = {"", "d", "de", "stuttgart", "d stuttgart", "de stuttgart"}
_STREET = re.compile(r" ?[^ ]*(strasse|str|weg|gasse|platz|allee)( \d+ ?[a-z]?)*$")


class PlaceKind(IntEnum):
    """In the order in which equally good hits are shown."""

    quartier = 1
    stadtteil = 2
    stadtbezirk = 3


@dataclass(frozen=True)
class QuartierLink:
    slug: str
    name: str


@dataclass(frozen=True)
class Place:
    """`quartiere` lie in the place; `nearby` are those of its Stadtbezirk. `area` is how a form
    names a Stadtteil without one (`areas`)."""

    name: str
    kind: PlaceKind
    bezirk: str
    quartiere: tuple[QuartierLink, ...]
    nearby: tuple[QuartierLink, ...] = ()
    area: str = ""

    @property
    def says_nothing_new(self) -> bool:
        """A Stadtteil of the same name as its only Quartier, which is a hit itself."""
        return self.kind is PlaceKind.stadtteil and [q.name for q in self.quartiere] == [self.name]


@dataclass(frozen=True)
class Found:
    """What fits `typed`, the best first; `plz` is the postcode in it, `is_street` says that it
    sounds like one: the search knows none."""

    typed: str
    places: tuple[Place, ...] = ()
    plz: str | None = None
    is_street: bool = False


def look_up(places: Iterable[Place], typed: str) -> Found:
    """A name in `typed` says more than the postcode beside it."""
    every = list(places)
    plz = postcode_in(typed)
    name = _spelled(without_postcode(typed))[:LONGEST_QUERY]
    hits = [] if plz and name in _CITY else find(every, name)
    if plz and not hits:
        here = bezirke_of(plz)
        hits = [p for p in every if p.kind is PlaceKind.stadtbezirk and p.name in here]
        return Found(typed, tuple(hits), plz)
    street = _STREET.search(name)
    if street and not hits:
        before = name[: street.start()]
        hits = [p for p in every if before in _keys(p.name) and not p.says_nothing_new]
    return Found(typed, tuple(hits), is_street=bool(street))


def find(places: Iterable[Place], query: str, *, limit: int = 6) -> list[Place]:
    """The best hits first; guesses at typos only where nothing fits as typed."""
    wanted = _PREFIX.sub("", _spelled(query[:LONGEST_QUERY]))
    if not wanted:
        return []
    rated = [(_rate(wanted, place), place) for place in places if not place.says_nothing_new]
    hits = [(rate, place) for rate, place in rated if rate < 4] or [
        (rate, place) for rate, place in rated if rate < 5
    ]
    hits.sort(key=lambda hit: (hit[0], hit[1].kind, hit[1].name))
    return [place for _, place in hits[:limit]]


def _rate(wanted: str, place: Place) -> float:
    """0 the very name, 1 its beginning, 2 a word's beginning, 3 inside, 3.5 its words and those of
    what lies around it in any order, 4 to 5 a typo, else 9."""
    keys = _keys(place.name)
    if wanted in keys:
        return 0
    if any(key.startswith(wanted) for key in keys):
        return 1
    if any(f" {wanted}" in key for key in keys):
        return 2
    if len(wanted) >= 3 and any(wanted in key for key in keys):
        return 3
    if _around(wanted.split(), place):
        return 3.5
    return _typo(wanted, keys)


def _around(wanted: list[str], place: Place) -> bool:
    """ "heslach süd", "Fasanenhof Möhringen": one word at least is the place's own."""
    own = {word for key in _keys(place.name) for word in key.split()}
    names = (place.bezirk, *(quartier.name for quartier in place.quartiere))
    near = {word for name in names for key in _keys(name) for word in key.split()}
    return (
        len(wanted) > 1
        and any(_begins(word, own) for word in wanted)
        and all(_begins(word, own | near) for word in wanted if word != "stuttgart")
    )


def _begins(beginning: str, words: set[str]) -> bool:
    return any(word.startswith(beginning) for word in words)


def _typo(wanted: str, keys: set[str]) -> float:
    if len(wanted) < _SHORTEST_TYPO or _STREET.search(wanted):
        return 9
    parts = {part for key in keys for part in (key, *key.split())}
    likeness = max(_likeness(wanted, part) for part in parts)
    return 5 - likeness if likeness >= _TYPO else 9


def _likeness(wanted: str, part: str) -> float:
    """Also with the beginning of a name that is still being typed."""
    matcher = SequenceMatcher(None, wanted, part, autojunk=False)
    begun = SequenceMatcher(None, wanted, part[: len(wanted)], autojunk=False)
    return max(matcher.ratio(), begun.ratio() if len(part) > len(wanted) else 0)


def _keys(name: str) -> set[str]:
    return set(spellings(" ".join(search_words(name))))


def _spelled(text: str) -> str:
    """ "Suedheim", "Südheim" -> "sudheim"."""
    return spellings(" ".join(search_words(text)))[-1]
