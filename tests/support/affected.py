"""`make fast`: the tests of what a change can break, by who imports whom.

`python -m tests.support.affected` prints what pytest is to run. What counts as changed is what is
not on the main branch yet: commits since it was left, and whatever lies about.
"""

import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house.source import APP, ROOT, imports, modules, room_of, templates

HOUSE = "tests/house"
# Processes and browsers take minutes: these run when they themselves are touched.
SLOW = {
    "tests/house/test_commands.py": ("app/commands", "app/cli.py", "Dockerfile", "compose.yaml"),
    "tests/journeys": ("static", "tests/journeys"),
    "tests/crash": ("app/web", "app/mail", "app/db.py", "tests/crash"),
}
# Everything stands on these.
GROUND = ("tests/support", "tests/conftest.py", "migrations", "pyproject.toml", "requirements")


def changed() -> list[str]:
    """Paths from the root; new files too."""
    tracked = _git("diff", "--name-only", _base())
    return [*tracked, *_git("ls-files", "--others", "--exclude-standard")]


def _base() -> str:
    for branch in ("origin/main", "main"):
        if base := _git("merge-base", "HEAD", branch, check=False):
            return base[0]
    return "HEAD"


def _git(*words: str, check: bool = True) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=check)
    return done.stdout.split("\n")[:-1] if done.returncode == 0 else []


def selection(paths: Iterable[str]) -> list[str]:
    """What pytest is told: folders and files, and what is left out."""
    paths = list(paths)
    run = set(_folders(paths))
    slow = {test for test, causes in SLOW.items() if _below(paths, causes)}
    run = (run - SLOW.keys()) | {HOUSE} | slow
    left_out = [test for test in SLOW if test not in run]
    return [*sorted(run), *(f"--ignore={test}" for test in left_out)]


def _folders(paths: list[str]) -> Iterator[str]:
    if _below(paths, GROUND):
        yield from (f"tests/{path.name}" for path in (ROOT / "tests").iterdir() if _has_tests(path))
        return
    rooms = affected(set(_rooms(paths)))
    yield from (f"tests/{room}" for room in rooms if _has_tests(ROOT / "tests" / room))
    for path in map(Path, paths):
        if path.parts[0] == "tests" and _has_tests(ROOT.joinpath(*path.parts[:2])):
            yield f"tests/{path.parts[1]}"


def _has_tests(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("test_*.py"))


def _below(paths: Iterable[str], places: Iterable[str]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for path in paths for place in places)


def _rooms(paths: Iterable[str]) -> Iterator[str]:
    """The rooms that these files belong to: a template belongs to whoever names it."""
    for path in map(Path, paths):
        if path.parts[0] == "app":
            yield room_of(path) if len(path.parts) > 1 else "main"
        elif path.parts[0] == "templates":
            yield from _users("/".join(path.parts[1:]), set())


def _users(template: str, seen: set[str]) -> Iterator[str]:
    """Rooms that render it, or a template that takes it in; without any, all of them."""
    seen.add(template)
    naming = [name for name, source in templates().items() if template in source]
    rooms = {room_of(path) for path in modules() if template in (ROOT / path).read_text("utf-8")}
    yield from rooms
    for name in naming:
        if name not in seen:
            yield from _users(name, seen)
    if not naming and not rooms:
        yield from {room_of(path) for path in modules()}


def affected(rooms: set[str]) -> set[str]:
    """These rooms, all that import them, and who asks the doors of one of those."""
    importers = _importers()
    found, waiting = set(rooms), list(rooms)
    while waiting:
        new = importers[waiting.pop()] - found
        found |= new
        waiting += new
    if any((APP / room / "door.py").is_file() for room in found):
        found |= importers["casework"] & _askers()
    return found


def _importers() -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path, tree in modules().items():
        for module, _line in imports(tree):
            found[module.partition(".")[0]].add(room_of(path))
    return found


def _askers() -> set[str]:
    """Rooms that read the doors of others; its own door every feature has."""
    return {
        room_of(path)
        for path, tree in modules().items()
        if path.name != "door.py" and any(m == "casework.door" for m, _line in imports(tree))
    }


if __name__ == "__main__":
    import sys

    sys.stdout.write("\n".join(selection(changed())) + "\n")
