"""The project's own files, read as text and syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
TEMPLATES = ROOT / "templates"


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module of the product, by its path from the root."""
    return {
        path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(APP.rglob("*.py"))
    }


def room_of(path: Path) -> str:
    """`ideen` for app/ideen/models.py, `db` for app/db.py."""
    return path.parts[1].removesuffix(".py")


def imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Each module of the product that is imported, as `ideen.models`, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [_module(node.module, alias.name) for alias in node.names]
        else:
            continue
        yield from ((n.removeprefix("app."), node.lineno) for n in names if n.startswith("app."))


def _module(package: str, name: str) -> str:
    """`from app.ideen import queries` names a module, `from app.ideen.models import Idee` none."""
    inside = ROOT.joinpath(*package.split("."), name)
    is_module = inside.with_suffix(".py").is_file() or inside.is_dir()
    return f"{package}.{name}" if is_module else package


@cache
def templates() -> dict[str, str]:
    """Every template's source, by the name under which it is loaded."""
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(TEMPLATES.rglob("*"))
        if path.is_file()
    }


def tracked_files() -> list[Path]:
    """What stands in the repository, as far as it lies here."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]
