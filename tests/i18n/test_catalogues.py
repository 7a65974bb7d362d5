"""A language is a `.po` beside the others: compiled by the build, counted, and shown to people."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from app.i18n import catalogues, gettext, translations
from tests.house.source import ROOT
from tests.support import texts
from tests.support.client import PortalClient
from tests.support.languages import spoken_from, write_language


def test_a_compiled_language_changes_the_text_of_a_page(
    client: PortalClient, tmp_path: Path
) -> None:
    german = "Geld für Ihre Aktion"
    assert german in client.get("/fonds").text
    folder = write_language(tmp_path, "nds", {german: "Geld för Jue Saak"})
    with spoken_from(folder):
        assert gettext(german, "nds") == german
    catalogues.compile_all(folder)
    with spoken_from(folder):
        assert translations("nds").ugettext(german) == "Geld för Jue Saak"
        assert gettext(german, "nds") == "Geld för Jue Saak"
        assert gettext("Ja", "nds") == "Ja"
        assert gettext(german) == german


def test_without_a_language_there_is_nothing_to_compile(tmp_path: Path) -> None:
    assert catalogues.compile_all(tmp_path) == {}
    assert catalogues.report({}, catalogues.template()) == []


def test_each_language_tells_how_complete_it_is(tmp_path: Path) -> None:
    folder = write_language(tmp_path, "nds", {"Ja": "Jo", "Nein": "Nee"})
    found = catalogues.compile_all(folder)
    done, of = catalogues.completeness(found["nds"], catalogues.template())
    assert (done, of) == (2, sum(bool(text.id) for text in catalogues.template()))
    assert catalogues.report(found, catalogues.template()) == [
        f"nds: 0 % translated, {of - 2} texts to go"
    ]


def test_half_a_plural_and_what_is_unsure_do_not_count(tmp_path: Path) -> None:
    template = Catalog()
    for text in ("Ja", "Nein", ("%(n)s Tag", "%(n)s Tage")):
        template.add(text)
    language = Catalog(locale="nds")
    language.add("Ja", "Jo")
    language.add("Nein", "Nee", flags=["fuzzy"])
    language.add(("%(n)s Tag", "%(n)s Tage"), ("%(n)s Dag", ""))
    assert catalogues.completeness(language, template) == (1, 3)
    assert catalogues.report({"nds": language}, template) == ["nds: 33 % translated, 2 texts to go"]


def test_a_wrong_placeholder_stops_the_build(tmp_path: Path) -> None:
    folder = write_language(tmp_path, "nds", {"Ja": "Jo", "vor %(n)s Tagen": "vör %(tage)s Daag"})
    with pytest.raises(catalogues.Unsound, match=r"nds: 'vor %\(n\)s Tagen'"):
        catalogues.compile_all(folder)
    assert list(folder.rglob("*.mo")) == []


def test_a_language_follows_the_texts(tmp_path: Path) -> None:
    folder = write_language(tmp_path, "nds", {"Ja": "Jo", "Alter Text": "Ole Text"})
    (folder / "portal.pot").write_bytes(texts.collected())
    texts.update(folder)
    catalogue = catalogues.read(catalogues.sources(folder)["nds"], "nds")
    assert {text.id for text in catalogue} == {text.id for text in catalogues.template()}
    assert catalogue["Ja"].string == "Jo"
    assert catalogue["Nein"].string == ""


def test_the_languages_of_the_portal_are_sound_and_known() -> None:
    """None is without a fault, or with a text that the portal does not have."""
    known = {text.id for text in catalogues.template()}
    for language, path in catalogues.sources().items():
        found = catalogues.read(path, language)
        done, of = catalogues.completeness(found, catalogues.template())
        assert 0 < done <= of, language
        assert {text.id for text in found} == known, f"{language}: run `make texts`"
        assert list(found.check()) == [], language


def test_wheel_and_image_carry_the_compiled_languages(tmp_path: Path) -> None:
    """Git ignores them, and what git ignores stays out of a wheel unless it is named."""
    for name in ("pyproject.toml", "README.md", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").touch()
    catalogues.compile_all(write_language(tmp_path, "nds", {"Ja": "Jo"}))
    (tmp_path / "app" / "locale").mkdir()
    (tmp_path / "nds").rename(tmp_path / "app" / "locale" / "nds")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(build, cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("dist/*.whl")
    assert "app/locale/nds/LC_MESSAGES/portal.mo" in zipfile.ZipFile(wheel).namelist()
    step = "python -m app.i18n.catalogues"
    assert step in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert step in (ROOT / "Makefile").read_text(encoding="utf-8")
