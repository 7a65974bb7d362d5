"""`make fast` runs what a change can break, and no more than that."""

from tests.house.source import ROOT
from tests.support.affected import HOUSE, SLOW, changed, selection


def folders(*paths: str) -> set[str]:
    return {word for word in selection(paths) if not word.startswith("--")}


def test_a_feature_reaches_those_that_stand_on_it_and_who_asks_its_door() -> None:
    run = folders("app/ideen/forms.py")
    assert run >= {HOUSE, "tests/ideen", "tests/antraege", "tests/intern", "tests/vorgaenge"}
    assert not run & {"tests/projekte", "tests/web", "tests/quartiere"}


def test_the_ground_reaches_everything_that_needs_no_processes() -> None:
    everything = {f"tests/{test.parent.name}" for test in ROOT.glob("tests/*/test_*.py")}
    for path in ("tests/conftest.py", "migrations/env.py", "pyproject.toml"):
        assert folders(path) == everything - SLOW.keys(), path


def test_a_template_belongs_to_whoever_names_it() -> None:
    assert "tests/seiten" in folders("templates/seiten/hilfe.html")
    assert "tests/projekte" not in folders("templates/seiten/hilfe.html")
    assert folders("templates/layouts/basis.html") >= {"tests/ideen", "tests/projekte"}


def test_tests_and_texts_reach_nobody_else() -> None:
    assert folders("tests/ideen/test_public.py") == {HOUSE, "tests/ideen"}
    assert folders("README.md", "docs/betrieb.md") == {HOUSE}


def test_browsers_and_processes_start_only_where_they_are_touched() -> None:
    assert "--ignore=tests/journeys" in selection(["app/ideen/forms.py"])
    assert "tests/journeys" in folders("static/css/knopf.css")
    assert "tests/house/test_commands.py" in folders("app/commands/check.py")


def test_what_is_new_counts_as_changed() -> None:
    new = ROOT / "docs" / "neu.tmp-test"
    new.write_text("x", encoding="utf-8")
    try:
        assert "docs/neu.tmp-test" in changed()
    finally:
        new.unlink()
