"""Folding for search: one word, however it is typed."""

from app.text.folding import search_key, search_parts, search_words, spellings
from tests.support.each import each


def finds(typed: str, text: str) -> bool:
    key = search_key(text)
    return all(any(way in key for way in spellings(part)) for part in search_parts(typed))


@each(
    ("typed", "text"),
    [
        ("BÄNKE", "Bänke am Platz"),
        ("Baenke", "Bänke am Platz"),
        ("banke", "Bänke am Platz"),
        ("ba\u0308nke", "Bänke am Platz"),
        ("bänke", "Baenke am Platz"),
        ("banke", "Baenke am Platz"),
        ("öpnv", "Mehr ÖPNV"),
        ("oepnv", "Mehr ÖPNV"),
        ("strasse", "Die Straße"),
        ("Straße", "DIE STRASSE"),
        ("muell", "Sperrmüll"),
        ("platz bank", "Eine Bank am Platz"),
        ("platz,bank", "Eine Bank am Platz"),
        ("e-bike", "Laden für E-Bikes"),
        ("cafe", "Café am Eck"),
        ("Erde", "Bauerde für Beete"),
        ("neu", "Neue Bäume"),
        ("fahrrad", "Fahr\u00adrad"),
        ("İstanbul", "istanbul"),
        ("парк", "ПАРК"),
        ("\u2460", "1 Baum"),
    ],
)
def test_finds(typed: str, text: str) -> None:
    assert finds(typed, text)


@each(
    ("typed", "text"),
    [
        ("bank", "Bäume"),
        ("platz bank", "Eine Bank"),
        ("eine bank", "Ban k und eine"),
        ("b%nk", "Bank"),
    ],
)
def test_does_not_find(typed: str, text: str) -> None:
    assert not finds(typed, text)


def test_signs_are_no_words() -> None:
    assert search_words("%_ \\ 100% – !") == ["100"]
