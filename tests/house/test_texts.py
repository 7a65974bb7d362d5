"""The catalogue for translators holds every text of the code and the templates."""

from tests.support.texts import CATALOGUE, collected


def test_catalogue_is_in_step() -> None:
    stored = CATALOGUE.read_bytes() if CATALOGUE.exists() else b""
    assert stored == collected(), "texts have changed: run `make texts`"
