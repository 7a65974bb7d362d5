"""Rooms import downwards only, their tables point downwards only, and they render only what is
theirs."""

import re
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from app.models import metadata
from tests.house.levels import COMPOSING, FEATURES, ROOMS
from tests.house.source import APP, imports, modules, room_of, templates

_RANK = {room: rank for rank, room in enumerate(ROOMS)}
_SHARED = frozenset({"layouts", "components", "fehler", "mail"})
_REFERENCE = re.compile(r"""["']([a-z_]+/[\w/-]+\.(?:html|txt))["']""")


def test_every_room_has_its_place() -> None:
    rooms = {path.stem for path in APP.glob("*.py")} | {
        path.name for path in APP.iterdir() if (path / "__init__.py").is_file()
    }
    assert sorted(rooms ^ set(ROOMS)) == []


def test_imports_go_down() -> None:
    upwards = [
        f"{path}:{line} imports {name}"
        for path, tree in modules().items()
        for name, line in imports(tree)
        if _is_upwards(path, name)
    ]
    assert upwards == []


def _is_upwards(path: Path, name: str) -> bool:
    own, other = room_of(path), name.split(".")[0]
    return own != other and _RANK[other] > _RANK[own]


def test_no_ring_inside_a_room() -> None:
    """What a large room is divided into has an order as well: parts of one name count as one."""
    rings = []
    for room, parts in _parts().items():
        try:
            TopologicalSorter(parts).prepare()
        except CycleError as error:
            rings.append(f"{room}: {' -> '.join(error.args[1])}")
    assert rings == []


def _parts() -> dict[str, dict[str, set[str]]]:
    """By room, which other parts each part imports: `buero` for antraege/buero/office.py."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path, tree in modules().items():
        if len(path.parts) < 3:
            continue
        room, part = path.parts[1], path.parts[2].removesuffix(".py")
        for name, _line in imports(tree):
            other, *inside = name.split(".")
            if other == room and inside and inside[0] != part:
                found[room][part].add(inside[0])
    return found


def test_composing_rooms_own_no_table() -> None:
    owners = {mapper.class_.__module__.split(".")[1] for mapper in _mappers()}
    assert sorted(owners & set(COMPOSING)) == []


# A key that leads to a table of a later room, and why the arrow does no harm.
_UPWARD_KEYS = {
    "zustaendigkeit.quartier_id": "the place of a role: auth reads nothing of it but the id",
    "zustaendigkeit.stadtbezirk_id": "the place of a role: auth reads nothing of it but the id",
    "buchung.antrag_id": "what money is for: the ledger reads nothing of it but the id",
}


def test_keys_of_tables_lead_down() -> None:
    """A key is an arrow too, though no import shows it."""
    rooms = {m.local_table.name: m.class_.__module__.split(".")[1] for m in _mappers()}
    upward = {
        f"{table.name}.{key.parent.name}"
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if _RANK[rooms[key.column.table.name]] > _RANK[rooms[table.name]]
    }
    assert upward == set(_UPWARD_KEYS)


def _mappers():  # type: ignore[no-untyped-def]
    from sqlmodel import SQLModel

    assert metadata is SQLModel.metadata
    return SQLModel._sa_registry.mappers


def test_templates_use_only_shared_and_own_templates() -> None:
    wrong = [
        f"templates/{name} uses {used}"
        for name, source in templates().items()
        for used in _REFERENCE.findall(source)
        if used.split("/")[0] not in _SHARED | set(name.split("/")[:-1])
    ]
    assert wrong == []


def test_rooms_name_only_their_own_templates() -> None:
    """Staff pages of a feature may lie in `intern/<feature>/`; what all kinds share is named by the
    room of the Vorgänge."""
    wrong = []
    for path in modules():
        own = room_of(path)
        if own not in {*FEATURES, *COMPOSING}:
            continue
        for used in _REFERENCE.findall(path.read_text(encoding="utf-8")):
            if used.split("/")[0] not in {own, "fehler"} and not used.startswith(f"intern/{own}/"):
                wrong.append(f"{path} names {used}")
    assert wrong == []
