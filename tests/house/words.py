"""The glossary, as docs/begriffe.md says it."""

import re
from functools import cache

from app.features import FEATURES
from tests.house.source import ROOT

_PAGE = ROOT / "docs" / "begriffe.md"


@cache
def page() -> str:
    return _PAGE.read_text(encoding="utf-8")


def known() -> frozenset[str]:
    """Every German word that may stand in code: terms, what was agreed, states and steps."""
    return terms() | _listed("words") | frozenset(_parts(states())) | frozenset(_parts(steps()))


def terms() -> frozenset[str]:
    """What stands as code in the last column of a row: `Fondsart.quartiersfonds` are two words."""
    rows = [line for line in page().splitlines() if line.startswith("| ")]
    spans = (span for row in rows for span in re.findall(r"`([^`]+)`", row))
    return frozenset(_parts(word for span in spans for word in re.findall(r"\w+", span)))


def states() -> frozenset[str]:
    return _listed("states")


def steps() -> frozenset[str]:
    """Of all lifecycles: a step and its state are one language."""
    return frozenset(str(schritt) for kind in FEATURES.kinds for schritt in kind.words.steps)


def _listed(kind: str) -> frozenset[str]:
    blocks = re.findall(rf"^```{kind}\n(.*?)^```", page(), re.MULTILINE | re.DOTALL)
    return frozenset(word for block in blocks for word in block.split())


def _parts(names: object) -> list[str]:
    """`VorgangArt` and `vorgang_art` are two words each, and one together."""
    found = []
    for name in names:  # type: ignore[attr-defined]
        found += [name.lower(), *name.lower().split("_")]
        found += [part.lower() for part in re.findall(r"[A-Z][a-z]+", name)]
    return found
