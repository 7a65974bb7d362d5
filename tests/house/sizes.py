"""Sizes as the house wants them: `python -m tests.house.sizes` prints them."""

import ast
from collections.abc import Iterator
from statistics import median, quantiles

from tests.house.source import modules, templates

MODULE_CEILING = 400
FUNCTION_CEILING = 60
HANDLER_CEILING = 25
TEMPLATE_CEILING = 200

_VERBS = frozenset({"get", "post", "put", "patch", "delete"})
Sizes = dict[str, int]


def module_sizes() -> Sizes:
    return {
        str(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules()
        if path.name != "__init__.py" or path.stat().st_size
    }


def template_sizes() -> Sizes:
    return {name: len(source.splitlines()) for name, source in templates().items()}


def function_sizes() -> Sizes:
    return {f"{place} {node.name}": _lines(node) for place, node in _functions()}


def handler_sizes() -> Sizes:
    return {
        f"{place} {node.name}": _lines(node) for place, node in _functions() if _is_handler(node)
    }


Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions() -> Iterator[tuple[str, Function]]:
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{path}:{node.lineno}", node


def _lines(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _is_handler(node: Function) -> bool:
    return any(
        isinstance(d, ast.Call)
        and isinstance(d.func, ast.Attribute)
        and d.func.attr in _VERBS
        and isinstance(d.func.value, ast.Name)
        and "router" in d.func.value.id
        for d in node.decorator_list
    )


def report() -> str:
    rows = {
        "module": (module_sizes(), "median <= 80, p90 <= 250, ceiling 400"),
        "function": (function_sizes(), "median <= 8, p90 <= 30, ceiling 60"),
        "handler": (handler_sizes(), "ceiling 25"),
        "template": (template_sizes(), "median <= 30, p90 <= 90, ceiling 200"),
    }
    return "\n".join(
        f"{name:9} {len(sizes):4}: median {median(sizes.values()):.0f}, "
        f"p90 {quantiles(sizes.values(), n=10)[-1]:.0f}, largest {max(sizes.values())} ({goal})"
        for name, (sizes, goal) in rows.items()
    )


if __name__ == "__main__":
    print(report())
