"""Who deletes, and where the periods stand; that each column has one is a matter of the doors."""

from app.features import FEATURES
from tests.house.source import ROOT


def test_only_the_log_of_the_server_is_the_operators_duty() -> None:
    """And they are told of it."""
    left = [retention.name for retention in FEATURES.retentions if retention.sweep is None]
    assert left == ["protokoll_server"]
    assert "Protokoll" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_periods_stand_on_the_page_by_their_declarations_alone() -> None:
    for name in ("_datenschutz_dauer", "_datenschutz_wozu", "datenschutz"):
        text = (ROOT / f"templates/seiten/{name}.html").read_text(encoding="utf-8")
        assert not [w for w in ("Tage", "Monate", "Jahre", "Tagen") if f" {w}" in text], name
