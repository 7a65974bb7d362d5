"""Whoever types a place finds the way to a Quartier."""

from app.quartiere.search import LONGEST_QUERY, Place, PlaceKind, QuartierLink, find
from tests.support.each import each

HESLACH = QuartierLink("heslach", "Heslach")
STOECKACH = QuartierLink("stoeckach", "Stöckach")
ALTSTADT = QuartierLink("cannstatt-altstadt", "Cannstatter Altstadt")

PLACES = [
    Place("Heslach", PlaceKind.quartier, "Süd", (HESLACH,)),
    Place("Stöckach", PlaceKind.quartier, "Ost", (STOECKACH,)),
    Place("Heslach", PlaceKind.stadtteil, "Süd", (HESLACH,), (HESLACH,)),
    Place("Südheim", PlaceKind.stadtteil, "Süd", (HESLACH,), (HESLACH,)),
    Place("Kaltental", PlaceKind.stadtteil, "Süd", (), (HESLACH,)),
    Place("Weißenhof", PlaceKind.stadtteil, "Nord", ()),
    Place("Espan", PlaceKind.stadtteil, "Bad Cannstatt", (), (ALTSTADT,)),
    Place("Süd", PlaceKind.stadtbezirk, "Süd", (HESLACH,)),
    Place("Bad Cannstatt", PlaceKind.stadtbezirk, "Bad Cannstatt", (ALTSTADT,)),
]


def names(query: str) -> list[str]:
    return [place.name for place in find(PLACES, query)]


@each(
    ("typed", "first"),
    [
        ("Heslach", "Heslach"),
        ("  HESLACH ", "Heslach"),
        ("südheim", "Südheim"),
        ("Suedheim", "Südheim"),
        ("Sudheim", "Südheim"),
        ("su\u0308dheim", "Südheim"),
        ("südh", "Südheim"),
        ("weissenhof", "Weißenhof"),
        ("cannstatt", "Bad Cannstatt"),
        ("Stuttgart-Süd", "Süd"),
        ("Stadtteil Kaltental", "Kaltental"),
        ("hesslach", "Heslach"),
        ("Stökach", "Stöckach"),
        ("Stoeckahc", "Stöckach"),
        ("bad canstatt", "Bad Cannstatt"),
        ("canstatt", "Bad Cannstatt"),
        ("kaltnetal", "Kaltental"),
    ],
)
def test_finds_what_was_meant(typed: str, first: str) -> None:
    assert names(typed)[0] == first


def test_the_very_name_comes_before_longer_ones() -> None:
    assert names("süd") == ["Süd", "Südheim"]


def test_a_stadtteil_named_like_its_quartier_is_not_shown_twice() -> None:
    assert names("heslach") == ["Heslach"]


def test_no_guesses_at_typos_where_something_fits() -> None:
    assert names("kalt") == ["Kaltental"]


@each("typed", ["", "   ", "?", "\x00", "xyz", "Hamburg", "'; DROP TABLE", "%"])
def test_nothing_for_what_is_no_place(typed: str) -> None:
    assert names(typed) == []


def test_a_flood_of_text_is_cut() -> None:
    assert find(PLACES, "heslach" + " " * LONGEST_QUERY + "x" * 100_000)


def test_no_more_than_asked_for() -> None:
    many = [Place(f"Sommerau {n}", PlaceKind.stadtteil, "Süd", ()) for n in range(30)]
    assert len(find(many, "sommer", limit=6)) == 6
