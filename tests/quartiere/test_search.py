"""Whoever types a place finds the way to a Quartier."""

import csv
from importlib import resources

from app.quartiere.postcodes import bezirke_of
from app.quartiere.search import LONGEST_QUERY, Place, PlaceKind, QuartierLink, find, look_up
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
        ("heslach süd", "Heslach"),
        ("Süd, Heslach", "Heslach"),
        ("stuttgart heslach sued", "Heslach"),
        ("espan cannstatt", "Espan"),
        ("Heslach Südheim", "Südheim"),
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


def test_a_flood_of_text_is_no_street() -> None:
    """It would take hours to look for one in it."""
    assert look_up(PLACES, "x" * 100_000 + "strasse").places == ()


def test_no_more_than_asked_for() -> None:
    many = [Place(f"Sommerau {n}", PlaceKind.stadtteil, "Süd", ()) for n in range(30)]
    assert len(find(many, "sommer", limit=6)) == 6


@each(
    ("typed", "plz", "bezirke"),
    [
        ("70199", "70199", ["Süd"]),
        (" 70199 Stuttgart", "70199", ["Süd"]),
        ("D-70199", "70199", ["Süd"]),
        ("DE-70199 Stuttgart", "70199", ["Süd"]),
        ("Böblinger Str. 105, 70199 Stuttgart", "70199", ["Süd"]),
        ("７０１９９", "70199", ["Süd"]),
        ("701 99", "70199", ["Süd"]),
        ("70 199 Stuttgart", "70199", ["Süd"]),
        ("70372", "70372", ["Bad Cannstatt"]),
        ("10115", "10115", []),
        ("00000", "00000", []),
    ],
)
def test_a_postcode_leads_to_its_stadtbezirk(typed: str, plz: str, bezirke: list[str]) -> None:
    found = look_up(PLACES, typed)
    assert (found.plz, [place.name for place in found.places]) == (plz, bezirke)


@each("typed", ["7019", "701990", "0711 70199123"])
def test_other_numbers_are_no_postcode(typed: str) -> None:
    assert (look_up(PLACES, typed).plz, look_up(PLACES, typed).places) == (None, ())


def test_a_name_says_more_than_the_postcode_beside_it() -> None:
    found = look_up(PLACES, "70199 Kaltental")
    assert ([place.name for place in found.places], found.plz) == (["Kaltental"], None)


def test_the_place_beside_a_street_is_found() -> None:
    found = look_up(PLACES, "Heslach Böheimstr. 12")
    assert [place.name for place in found.places] == ["Heslach"]


STREETS = (
    *("Böblinger Straße", "Boeblinger Str. 12", "Marienplatz", "Hohenstaufenstr. 12 b"),
    *("Tübinger Str. 12-14", "Tübinger Str. 12a - 14b"),
)


@each("typed", STREETS)
def test_a_street_is_recognised_as_one_and_not_guessed_at(typed: str) -> None:
    streets = [*PLACES, Place("Heilbronner Straße", PlaceKind.stadtteil, "Nord", ())]
    found = look_up(streets, typed)
    assert (found.places, found.is_street) == ((), True)


def test_each_postcode_belongs_to_stadtbezirke_that_exist_and_each_of_them_has_one() -> None:
    bezirke = {name for n in range(70_173, 70_630) for name in bezirke_of(str(n))}
    with resources.files("app.quartiere").joinpath("stadtteile.csv").open(encoding="utf-8") as file:
        assert bezirke == {row["bezirk"] for row in csv.DictReader(file)}
