"""Who may import whom: the kit knows no feature, features meet at named doors."""

import re

import pytest

from tests.house.source import (
    FEATURES,
    KIT,
    KIT_MODULES,
    TOP,
    imports,
    modules,
    package_of,
    templates,
)

pytestmark = pytest.mark.once

# The doors of a feature. Everything else (routes, forms, policy, presentation) is its own matter.
DOORS = {
    "models": "the rows",
    "queries": "what may be seen of them",
    "status": "a lifecycle's words are shown on other pages too",
    "begriffe": "vocabularies of the whole field",
    "actions": "a step of another feature is taken by its own action, never by writing its columns",
    "links": "every feature that opens a Vorgang hands out its link",
    "dependencies": "pages below a secret link find their Vorgang the same way",
    "ledger": "a decision on an Antrag books on the pot",
    "pots": "what a pot still holds is shown wherever money is asked for",
    "rules": "the rules of a Fonds are told where the pot is shown",
    "trail": "the steps of an item, in words for people",
    "nummern": "a typed Vorgangsnummer is read the same way everywhere",
    "tasks": "after a step its page leads on to what waits next",
    "phrases": "whoever books on a pot says why in the pot's own sentences",
}


def test_every_package_has_its_place() -> None:
    known = KIT | KIT_MODULES | FEATURES | TOP
    assert {package_of(path) for path in modules()} <= known


def test_the_kit_imports_no_feature() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree in modules().items()
        if package_of(path) in KIT | KIT_MODULES
        for name, line in imports(tree)
        if name.split(".")[0] in FEATURES | TOP
    ]
    assert wrong == []


def test_features_meet_only_at_doors() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree in modules().items()
        if package_of(path) in FEATURES
        for name, line in imports(tree)
        if not _allowed(package_of(path), name)
    ]
    assert wrong == []


def _allowed(own: str, name: str) -> bool:
    package, _, rest = name.partition(".")
    if package in KIT | KIT_MODULES or package == own:
        return True
    return package in FEATURES and rest.split(".")[0] in DOORS


def test_every_door_is_used() -> None:
    used = {
        name.split(".")[1]
        for path, tree in modules().items()
        if package_of(path) in FEATURES
        for name, _ in imports(tree)
        if name.split(".")[0] in FEATURES - {package_of(path)} and "." in name
    }
    assert set(DOORS) <= used


_SHARED_TEMPLATES = frozenset({"layouts", "components", "fehler", "mail"})
_REFERENCE = re.compile(r"""["']([a-z_]+/[\w/-]+\.(?:html|txt))["']""")


def test_templates_use_only_shared_and_own_templates() -> None:
    wrong = [
        f"templates/{name} uses {used}"
        for name, source in templates().items()
        for used in _REFERENCE.findall(source)
        if used.split("/")[0] not in _SHARED_TEMPLATES | set(name.split("/")[:-1])
    ]
    assert wrong == []


def test_features_render_only_their_own_templates() -> None:
    """A feature's staff pages may lie in `intern/<feature>/`."""
    wrong = []
    for path in modules():
        own = package_of(path)
        if own not in FEATURES:
            continue
        for used in _REFERENCE.findall(path.read_text(encoding="utf-8")):
            if used.split("/")[0] not in {own, "fehler"} and not used.startswith(f"intern/{own}/"):
                wrong.append(f"{path} renders {used}")
    assert wrong == []
