"""Templates: all of them used, nothing inline, small."""

import re

import pytest

from tests.house.source import modules, templates

_MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)\s*\(")
# The catalogue of components shows everything, so being shown there is no use.
_CATALOGUE = "entwicklung/"
_INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a handler": re.compile(r"\s(on[a-z]+|hx-on[\w:-]*)\s*=\s*[\"']", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "an unescaped value": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
}


def test_every_tone_of_a_mark_exists() -> None:
    """A row in a rare state would be the first to draw one that does not."""
    macro = templates()["components/marke.html"]
    tones = set(re.findall(r'"(\w+)": \("marke', macro))
    used = {
        tone
        for text in templates().values()
        for tone in re.findall(r'\bmarke\(_\("[^"]*"\), "(\w+)"\)', text)
    }
    assert used
    assert used - tones == set()


def test_no_template_is_unused() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in modules())
    everything = written + "\n".join(templates().values())
    unused = [name for name in templates() if not _mentioned(name, everything, written)]
    assert unused == []


def _mentioned(name: str, everything: str, code: str) -> bool:
    if re.search(rf"[\"']{re.escape(name)}[\"']", everything):
        return True
    folder, _, file = name.rpartition("/")
    stem = file.rpartition(".")[0]
    # Mails are named without folder and ending; pages of one kind by a pattern with a hole.
    if folder == "mail":
        return re.search(rf"[\"']{re.escape(stem)}[\"']", code) is not None
    pattern = rf"[\"']{re.escape(folder)}/_?\{{|[\"']{re.escape(folder)}/_?[\"']\s*~"
    return re.search(pattern, everything) is not None


def test_no_macro_is_unused() -> None:
    product = {n: s for n, s in templates().items() if not n.startswith(_CATALOGUE)}
    calls = "\n".join(product.values())
    unused = [
        f"{name}: {macro}"
        for name, source in templates().items()
        for macro in _MACRO.findall(source)
        if len(re.findall(rf"\b{macro}\s*\(", calls)) < 2
    ]
    assert unused == []


@pytest.mark.parametrize("what", _INLINE)
def test_nothing_inline(what: str) -> None:
    """Mails have no style sheet of their own, so there a style attribute is the only way."""
    wrong = [
        name
        for name, source in templates().items()
        if _INLINE[what].search(source)
        and not (what == "a style attribute" and name.startswith("mail/"))
    ]
    assert wrong == []


_WORDS_OUTSIDE_GETTEXT = re.compile(r">\s*([A-ZÄÖÜ][a-zäöüß]{2,}[^<>{}]*)<")
# The name, also where it may break on a narrow phone.
_NAMES = frozenset({"Quartiersportal", "Quartiers"})


def test_texts_for_people_go_through_gettext() -> None:
    wrong = [
        f"{name}: {' '.join(words.split())[:60]}"
        for name, source in templates().items()
        if not name.startswith(_CATALOGUE) and name.endswith(".html")
        for words in _WORDS_OUTSIDE_GETTEXT.findall(_without_translated(source))
        if words.strip() not in _NAMES
    ]
    assert wrong == []


def _without_translated(source: str) -> str:
    source = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
    source = re.sub(r"<svg.*?</svg>", "", source, flags=re.DOTALL)
    return re.sub(r"\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}", "", source, flags=re.DOTALL)
