"""What nothing in the product mentions is gone: tests alone keep no code alive."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tests.house.source import modules, templates

# Called from outside, by the name alone.
_HOOKS = {
    "Meta": "WTForms",
    "get_translations": "WTForms",
    "_value": "WTForms",
    "impl": "SQLAlchemy",
    "cache_ok": "SQLAlchemy",
    "process_bind_param": "SQLAlchemy",
    "process_result_value": "SQLAlchemy",
    "model_config": "Pydantic",
    "framework_integration_cls": "Authlib",
    "set_state_data": "Authlib",
    "storno": "the only way to correct a Buchung, which no page offers yet",
}


def test_every_name_is_mentioned_where_it_is_used() -> None:
    texts = [path.read_text(encoding="utf-8") for path in modules()] + [*templates().values()]
    words = Counter(word for text in texts for word in re.findall(r"\w+", text))
    unused = [
        f"{path}:{line} {name}"
        for path, tree in modules().items()
        for name, line in _defined(tree.body)
        if words[name] == 1 and not name.startswith(("__", "validate_")) and name not in _HOOKS
    ]
    assert unused == []


def _defined(body: Iterable[ast.stmt]) -> Iterator[tuple[str, int]]:
    """At the level of module and class. What a decorator with arguments registers is used there."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield node.name, node.lineno
            yield from _defined(node.body)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not any(
            isinstance(mark, ast.Call) for mark in node.decorator_list
        ):
            yield node.name, node.lineno
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        yield from ((t.id, t.lineno) for t in targets if isinstance(t, ast.Name))
