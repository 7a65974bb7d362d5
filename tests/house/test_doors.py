"""Every door says all that the house asks of it, and what is left out is found."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.auth.permissions import Permission
from app.casework.door import Feature, Features, NavEntry
from app.casework.lifecycle import Lifecycle, Owner, State, Transition
from app.features import FEATURES
from app.history.words import Words
from app.web.templating import environment
from tests.casework.probe import feature as probe
from tests.house.doors import faults
from tests.house.source import templates


@pytest.fixture(autouse=True)
def probe_templates() -> Iterator[None]:
    folders = environment().loader.searchpath  # type: ignore[union-attr]
    folders.append(str(probe.TEMPLATES))
    yield
    folders.remove(str(probe.TEMPLATES))


def test_every_door_says_all() -> None:
    assert faults(FEATURES) == []
    assert faults(Features((probe.FEATURE, *FEATURES))) == []


KIND = probe.FEATURE.kinds[0]
STEP = KIND.office.steps[0]


def _with(**changes: Any) -> Feature:
    return replace(probe.FEATURE, kinds=(replace(KIND, **changes),))


def _lifecycle(**owners: Owner) -> Lifecycle[probe.Status]:
    table = {
        s: replace(state, owner=owners.get(s.value, state.owner))
        for s, state in probe.LEBENSLAUF.table.items()
    }
    return Lifecycle(table, probe.LEBENSLAUF.ways, too_late="-")


LEFT_OUT: dict[str, tuple[Feature, str]] = {
    "the word of a step": (
        _with(words=Words({"melden": "gemeldet", "ergaenzen": "ergänzt"}, sender="-")),
        "fundstueck: step zurueckgeben has no word",
    ),
    "a state": (
        _with(
            lifecycle=Lifecycle(
                {probe.Status.gemeldet: probe.LEBENSLAUF.table[probe.Status.gemeldet]},
                probe.LEBENSLAUF.ways,
                too_late="-",
            )
        ),
        "fundstueck: state zurueckgegeben is not in the table",
    ),
    "the word of a state": (
        _with(
            lifecycle=Lifecycle(
                {
                    **probe.LEBENSLAUF.table,
                    probe.Status.zurueckgegeben: State("", "gut", Owner.nobody),
                },
                probe.LEBENSLAUF.ways,
                too_late="-",
            )
        ),
        "fundstueck: state zurueckgegeben has no word or no tone",
    ),
    "a way on": (
        _with(lifecycle=_lifecycle(zurueckgegeben=Owner.office)),
        "fundstueck: state zurueckgegeben has no way on",
    ),
    "the step of staff that a state waits for": (
        _with(office=replace(KIND.office, steps=())),
        "fundstueck: state gemeldet waits for staff, and no step of staff leads on",
    ),
    "the step of the sender that a state waits for": (
        _with(lifecycle=_lifecycle(gemeldet=Owner.sender)),
        "fundstueck: state gemeldet waits for the sender, who can do nothing",
    ),
    "the transition of a step": (
        _with(
            lifecycle=Lifecycle(
                probe.LEBENSLAUF.table,
                {
                    probe.Schritt.zurueckgeben: Transition(
                        (probe.Status.gemeldet,), (probe.Status.zurueckgegeben,)
                    )
                },
                too_late="-",
            )
        ),
        "fundstueck: step ergaenzen is no transition",
    ),
    "what is told after a step": (
        _with(office=replace(KIND.office, steps=(replace(STEP, done=" "),))),
        "fundstueck: step zurueckgeben has no title, button or sentence after it",
    ),
    "an address of its own": (
        _with(office=replace(KIND.office, steps=(STEP, STEP))),
        "fundstueck: address rueckgabe is taken twice",
    ),
    "a template": (
        _with(sender=replace(KIND.sender, template="probe/fehlt.html")),
        "fundstueck: template probe/fehlt.html is missing",
    ),
    "a letter of its own": (
        replace(probe.FEATURE, kinds=(replace(KIND, letter="I"),)),
        "letter 'I' is taken twice",
    ),
    "the permission of its route": (
        replace(
            FEATURES.named("ideen"),
            name="probe",
            kinds=(),
            navigation=(NavEntry("/intern/ideen", "Ideen", Permission.personal_verwalten),),
        ),
        "/intern/ideen: the navigation asks for personal_verwalten, its route does not",
    ),
}


@pytest.mark.parametrize("what", LEFT_OUT)
def test_what_a_door_leaves_out_is_found(what: str) -> None:
    door, sentence = LEFT_OUT[what]
    rest = [f for f in FEATURES if what != "the permission of its route" or f.name != "ideen"]
    assert sentence in faults(Features((*rest, door)))


_LINK = re.compile(r"\{\{\s*(?:link|adresse)\b")


def test_every_mail_has_two_parts_with_the_same_links() -> None:
    mails = {name for name in templates() if name.startswith("mail/")}
    stems = {name.rpartition(".")[0] for name in mails}
    assert {f"{stem}.{kind}" for stem in stems for kind in ("txt", "html")} == mails
    differ = [
        stem
        for stem in sorted(stems)
        if set(_LINK.findall(_whole(f"{stem}.txt"))) != set(_LINK.findall(_whole(f"{stem}.html")))
    ]
    assert differ == []


def _whole(name: str) -> str:
    """With the blocks of the frame that the mail leaves as they are."""
    source = templates()[name]
    if "block knopf" in source or "_rahmen" in name:
        return source
    return source + templates()["mail/_rahmen" + name[name.rindex(".") :]]
