"""What the portal itself writes into record and ledger is a phrase that its feature declares."""

import ast
import importlib
from collections import Counter

from app.history.phrases import Phrase, Register, sentence
from tests.house.source import modules

KEPT_BY = "app/history/phrases.py"
# What writes rows that nobody can rewrite, and the arguments that take what somebody typed.
_TYPED = {"record": "reason", "_record": "reason", "note": "reason", "book": "grund"}


def _registers() -> dict[str, Register]:
    """By module: every feature's `phrases.py` has its register."""
    names = [
        ".".join(path.with_suffix("").parts)
        for path in modules()
        if path.name == "phrases.py" and str(path) != KEPT_BY
    ]
    return {name: importlib.import_module(name).PHRASES for name in names}


def test_every_phrase_is_in_its_register() -> None:
    for name, phrases in _registers().items():
        made = [v for v in vars(importlib.import_module(name)).values() if isinstance(v, Phrase)]
        assert list(phrases.values()) == made, name


def test_phrases_are_made_nowhere_else() -> None:
    """So whatever code is written is declared: only a phrase makes what `record` takes."""
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if (node.func.id == "Phrase" and path.name != "phrases.py")
        or (node.func.id == "Remark" and str(path) != KEPT_BY)
    ]
    assert wrong == []


def test_every_code_is_there_once_and_fits_its_column() -> None:
    codes = Counter(phrase.code for p in _registers().values() for phrase in p.values())
    assert codes
    assert [code for code, times in codes.items() if times > 1] == []
    assert [code for code in codes if not code.isascii() or not 3 <= len(code) <= 60] == []


def test_every_phrase_makes_a_sentence_of_what_is_stored() -> None:
    for phrases in _registers().values():
        for phrase in phrases.values():
            stored = phrase(**phrase.example)
            text = sentence(phrases, stored.phrase, stored.parameters)
            assert len(text) > 3, phrase.code
            assert phrase.code not in text


def test_no_sentence_of_the_portal_is_frozen_as_if_somebody_had_typed_it() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == _TYPED.get(_name(node.func)) and _translates(keyword.value)
    ]
    assert wrong == [], "hand over a phrase as `remark` instead"


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _translates(value: ast.expr) -> bool:
    calls = (node for node in ast.walk(value) if isinstance(node, ast.Call))
    return any(_name(call.func) in {"_", "_l", "gettext", "str"} for call in calls)
