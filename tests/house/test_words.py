"""One language for one thing: German nouns in code come from the glossary."""

import ast
import re
from functools import cache

from sqlalchemy import Enum

from app.models import metadata
from tests.house import words
from tests.house.routes import ROUTES, SENDER_STEPS
from tests.house.source import modules
from tests.support.texts import CATALOGUE

_ADDRESSES = (*ROUTES, *(step for steps in SENDER_STEPS.values() for step in steps))
_IN_ADDRESSES = frozenset(word for path in _ADDRESSES for word in re.findall(r"[a-z]+", path))
_KNOWN = words.known() | _IN_ADDRESSES
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@cache
def _german() -> frozenset[str]:
    """The words that people read in the portal, spelled as code spells them."""
    texts = re.findall(r'^(?:msgid )?"(.*)"$', CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)
    words = re.findall(r"[a-zäöüß]{4,}", " ".join(texts).lower())
    return frozenset(word.translate(_UMLAUTS) for word in words)


def test_class_names() -> None:
    strange = {
        f"{path}:{node.lineno} {node.name}: {word}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for word in _unknown(re.findall(r"[A-Z]?[a-z]+", node.name))
    }
    assert sorted(strange) == [], "a German word that is not in docs/begriffe.md"


def test_table_names() -> None:
    strange = {
        f"{table.name}: {word}"
        for table in metadata.sorted_tables
        for word in _unknown(table.name.split("_"))
    }
    assert sorted(strange) == []


def test_column_names() -> None:
    strange = {
        f"{table.name}.{column.name}: {word}"
        for table in metadata.sorted_tables
        for column in table.columns
        for word in _unknown(column.name.split("_"))
    }
    assert sorted(strange) == []


def test_function_names() -> None:
    strange = {
        f"{path}:{node.lineno} {node.name}: {word}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for word in _unknown(node.name.split("_"))
    }
    assert sorted(strange) == []


_PARTICIPLES = frozenset(
    {
        *("asked", "brought", "given", "gone", "held", "kept", "known", "made", "meant", "said"),
        *("shown", "taken", "told"),
    }
)


def test_names_are_nouns_or_verbs() -> None:
    """A participle alone says neither what something is nor what is done, and nobody finds it."""
    wrong = {
        f"{path}: {name}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        for name in _names(node)
        if name.strip("_") in _PARTICIPLES
    }
    assert sorted(wrong) == []


def test_states_are_those_of_the_lifecycles() -> None:
    states = {
        value
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name == "status" and isinstance(column.type, Enum)
        for value in column.type.enums
    }
    assert states == words.states()


def test_names_are_written_without_umlauts() -> None:
    wrong = [
        f"{path}: {name}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        for name in _names(node)
        if not name.isascii()
    ]
    assert wrong == []


def _unknown(words: list[str]) -> list[str]:
    lowered = [word.lower() for word in words]
    return [word for word in lowered if word in _german() and word not in _KNOWN]


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return [node.name]
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [node.attr]
    return [node.arg] if isinstance(node, ast.arg) else []
