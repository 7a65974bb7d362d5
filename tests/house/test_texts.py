"""The catalogue for translators holds every text of the code and the templates."""

from tests.support.texts import CATALOGUE, collected


def test_catalogue_is_in_step() -> None:
    stored = CATALOGUE.read_bytes() if CATALOGUE.exists() else b""
    # Compared before the assertion: telling apart 200 KB line by line would take minutes.
    is_in_step = stored == collected()
    assert is_in_step, "texts have changed: run `make texts`"
