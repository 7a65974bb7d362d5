"""What a door must not leave out: one English sentence for each thing that is missing."""

from collections.abc import Iterator
from typing import Any

from fastapi.routing import iter_route_contexts
from sqlalchemy import MetaData

from app.auth.dependencies import Require
from app.casework.door import Feature, Features, Kind
from app.casework.lifecycle import Owner
from app.casework.versions import SEEN
from app.vorgaenge.nummern import read_number
from app.web.templating import environment
from tests.house.mails import mail_faults, mails
from tests.house.retention import retention_faults


def faults(features: Features, *tables: MetaData) -> list[str]:
    """`tables` are all that these features have."""
    return [
        *_shared(features),
        *_navigation(features),
        *(fault for feature in features for fault in _feature(feature)),
        *retention_faults(features, tables),
        *mail_faults(mails()),
    ]


def _shared(features: Features) -> Iterator[str]:
    """Two features must not answer to one name."""
    for what, names in (
        ("name", [feature.name for feature in features]),
        ("art", [kind.art for kind in features.kinds]),
        ("letter", [kind.letter for kind in features.kinds]),
        ("prefix of the record", [chain.prefix for chain in features.chains]),
        ("place in the navigation", [e.address for f in features for e in f.navigation]),
    ):
        yield from (f"{what} {n!r} is taken twice" for n in sorted(names) if names.count(n) > 1)


def _navigation(features: Features) -> Iterator[str]:
    demanded = {route: needed for feature in features for route, needed in _routes(feature)}
    for entry in (entry for feature in features for entry in feature.navigation):
        needed = demanded.get(f"GET {entry.address}")
        if needed is None:
            yield f"{entry.address}: the navigation leads nowhere"
        elif entry.permission not in needed:
            yield f"{entry.address}: the navigation asks for {entry.permission}, its route does not"
        if not str(entry.word).strip():
            yield f"{entry.address}: no word in the navigation"


def _routes(feature: Feature) -> Iterator[tuple[str, set[Any]]]:
    """Each route, and what its dependencies demand."""
    for router in feature.routers:
        for context in iter_route_contexts(router.routes):
            calls = [dependency.call for dependency in context.dependant.dependencies]
            needed = {call.permission for call in calls if isinstance(call, Require)}
            yield from ((f"{method} {context.path}", needed) for method in context.methods or ())


def _feature(feature: Feature) -> Iterator[str]:
    for kind in feature.kinds:
        yield from (
            f"{kind.art}: {fault}" for fault in (*_kind(kind), *_shared_screens(feature, kind))
        )


def _shared_screens(feature: Feature, kind: Kind[Any]) -> Iterator[str]:
    """It is found on the desk, by its number, and by `quartier check`."""
    waiting = list(kind.lifecycle.owned_by(Owner.staff))
    if waiting and not feature.tasks:
        yield f"state {waiting[0]} waits for staff, and the door has no tasks"
    if not feature.checks:
        yield "no check compares what is stored of it"
    number = f"{kind.letter}-2026-00042"
    if read_number(number) != number:
        yield f"{number} is not read as a number"
    page = f"{kind.office.prefix}/{{vorgangsnummer}}"
    routes, permission = dict(_routes(feature)), kind.office.permission
    for route in (f"GET {page}", *(f"POST {page}/{step.address}" for step in kind.office.steps)):
        if route not in routes:
            yield f"{route} is no route"
        elif permission not in routes[route]:
            yield f"{route} does not demand {permission}"


def _kind(kind: Kind[Any]) -> Iterator[str]:
    yield from (
        *_states(kind),
        *_steps(kind),
        *_addresses(kind),
        *_versions(kind),
        *_sentences(kind),
    )


def _sentences(kind: Kind[Any]) -> Iterator[str]:
    """What the sender reads in every state."""
    for status in kind.lifecycle.table:
        state, after = kind.sender.table.get(status, ("", ""))
        if not str(state).strip():
            yield f"state {status} has no sentence for its sender"
        if not str(after).strip():
            yield f"state {status} does not say what comes next"


def _states(kind: Kind[Any]) -> Iterator[str]:
    """Every state has a word, a tone, an owner and a way on."""
    states = type(next(iter(kind.lifecycle.table)))
    yield from (f"state {s} is not in the table" for s in states if s not in kind.lifecycle.table)
    for status, state in kind.lifecycle.table.items():
        if not str(state.word).strip() or not state.tone:
            yield f"state {status} has no word or no tone"
        leads_on = [
            schritt
            for schritt, way in kind.lifecycle.ways.items()
            if status in way.sources and way.targets
        ]
        if state.owner is not Owner.nobody and not leads_on:
            yield f"state {status} has no way on"
        if state.owner is Owner.staff and not _taken_by(kind.office.steps, leads_on):
            yield f"state {status} waits for staff, and no step of staff leads on"
        if state.owner is Owner.sender and not _taken_by(kind.sender.steps, leads_on):
            yield f"state {status} waits for the sender, who can do nothing"


def _taken_by(steps: Any, leads_on: list[Any]) -> bool:
    return any(step.schritt in leads_on for step in steps)


def _steps(kind: Kind[Any]) -> Iterator[str]:
    """Every step has a word, and everything that is offered is a transition."""
    for schritt in kind.lifecycle.ways:
        if schritt not in kind.words.steps:
            yield f"step {schritt} has no word"
    for step in (*kind.office.steps, *kind.sender.steps):
        if step.schritt not in kind.lifecycle.ways:
            yield f"step {step.schritt} is no transition"
        if not all(str(word).strip() for word in (step.title, step.button, step.done)):
            yield f"step {step.schritt} has no title, button or sentence after it"


def _addresses(kind: Kind[Any]) -> Iterator[str]:
    """No two steps at one address, and every template is there."""
    for steps in (kind.office.steps, kind.sender.steps):
        places = [step.address for step in steps]
        yield from (
            f"address {p} is taken twice" for p in sorted(set(places)) if places.count(p) > 1
        )
    pages = [kind.office.page, kind.office.fragment, kind.sender.template]
    known = set(environment().list_templates())
    for name in filter(None, (*pages, *_forms(kind))):
        if name not in known:
            yield f"template {name} is missing"


def _forms(kind: Kind[Any]) -> list[str]:
    panels = [step.panel for step in kind.office.steps]
    # The template of a step that is asked on a page of its own says only what is lost with it.
    asked = [step.asks_first or step.template for step in kind.sender.steps]
    return [*panels, *asked]


def _versions(kind: Kind[Any]) -> Iterator[str]:
    """Every form says over which state it was opened (rule 24)."""
    sources = environment()
    known = set(sources.list_templates())
    for name in {name for name in _forms(kind) if name in known}:
        loader = sources.loader
        if loader and f'name="{SEEN}"' not in loader.get_source(sources, name)[0]:
            yield f"the form of {name} does not say what its reader has seen"
