"""Every door says all that the house asks of it, and what is left out is found."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.auth.permissions import Permission
from app.casework.door import Feature, Features, NavEntry
from app.casework.lifecycle import Lifecycle, Owner, State, Transition
from app.casework.retention import Period
from app.features import FEATURES
from app.history.words import Words
from app.models import metadata
from app.web.templating import environment
from tests.casework.probe import feature as probe
from tests.house.doors import faults


@contextmanager
def template_folder(folder: Path) -> Iterator[None]:
    folders = environment().loader.searchpath  # type: ignore[union-attr]
    folders.append(str(folder))
    yield
    folders.remove(str(folder))


@pytest.fixture(autouse=True)
def probe_templates() -> Iterator[None]:
    with template_folder(probe.TEMPLATES):
        yield


def test_every_door_says_all() -> None:
    assert faults(FEATURES, metadata) == []
    assert faults(Features((probe.FEATURE, *FEATURES)), probe.metadata, metadata) == []


KIND = probe.FEATURE.kinds[0]
STEP = KIND.office.steps[0]


def _with(**changes: Any) -> Feature:
    return replace(probe.FEATURE, kinds=(replace(KIND, **changes),))


def _timed(**changes: Any) -> Feature:
    return replace(probe.FEATURE, retentions=(replace(probe.FEATURE.retentions[0], **changes),))


def _lifecycle(**owners: Owner) -> Lifecycle[probe.Status]:
    table = {
        s: replace(state, owner=owners.get(s.value, state.owner))
        for s, state in probe.LEBENSLAUF.table.items()
    }
    return Lifecycle(table, probe.LEBENSLAUF.ways, too_late="-")


LEFT_OUT: dict[str, tuple[Feature, str]] = {
    "what a form's reader has seen": (
        _with(office=replace(KIND.office, steps=(replace(STEP, panel="probe/_eigenes.html"),))),
        "fundstueck: the form of probe/_eigenes.html does not say what its reader has seen",
    ),
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
    "the tasks of a state that waits for staff": (
        replace(probe.FEATURE, tasks=()),
        "fundstueck: state gemeldet waits for staff, and the door has no tasks",
    ),
    "a check of what is stored": (
        replace(probe.FEATURE, checks=()),
        "fundstueck: no check compares what is stored of it",
    ),
    "the time of a column": (
        replace(probe.FEATURE, retentions=()),
        "probe_fundstueck.titel is neither in a retention nor in `stays`",
    ),
    "why a column stays": (
        replace(probe.FEATURE, stays={}),
        "probe_fundstueck.finder is neither in a retention nor in `stays`",
    ),
    "the reason of it": (
        replace(probe.FEATURE, stays={**probe.FEATURE.stays, "probe_fundstueck.finder": " "}),
        "probe_fundstueck.finder stays for no reason",
    ),
    "that a column is gone": (
        replace(probe.FEATURE, stays={**probe.FEATURE.stays, "probe_fundstueck.farbe": "-"}),
        "probe_fundstueck.farbe is in `stays`, and there is none",
    ),
    "that a column of a retention is gone": (
        _timed(columns=("probe_fundstueck.farbe",)),
        "probe_fundstueck.farbe is in a retention, and there is none",
    ),
    "to decide between a time and staying": (
        replace(probe.FEATURE, stays={**probe.FEATURE.stays, "probe_fundstueck.*": "-"}),
        "probe_fundstueck.titel is in a retention and in `stays`",
    ),
    "the period of a retention": (
        _timed(period=Period()),
        "retention fundstuecke: its period is not one of hours, days, months and years",
    ),
    "what a retention is about": (
        _timed(what=" "),
        "retention fundstuecke: does not say what it is about, or from when on",
    ),
    "a retention's own name": (
        replace(probe.FEATURE, retentions=probe.FEATURE.retentions * 2),
        "retention fundstuecke is there twice",
    ),
    "the sentence of a state": (
        _with(sender=replace(KIND.sender, table={})),
        "fundstueck: state gemeldet has no sentence for its sender",
    ),
    "what comes next": (
        _with(
            sender=replace(
                KIND.sender,
                table={**KIND.sender.table, probe.Status.zurueckgegeben: ("Ist zurück.", "")},
            )
        ),
        "fundstueck: state zurueckgegeben does not say what comes next",
    ),
    "the page that its number leads to": (
        replace(probe.FEATURE, routers=()),
        "fundstueck: GET /intern/fundstuecke/{vorgangsnummer} is no route",
    ),
    "the route of a step": (
        _with(office=replace(KIND.office, steps=(replace(STEP, address="anderswo"),))),
        "fundstueck: POST /intern/fundstuecke/{vorgangsnummer}/anderswo is no route",
    ),
    "who may open its page": (
        _with(office=replace(KIND.office, permission=Permission.fonds_sehen)),
        "fundstueck: GET /intern/fundstuecke/{vorgangsnummer} does not demand fonds_sehen",
    ),
    "a number that can be read": (
        _with(letter="FU"),
        "fundstueck: FU-2026-00042 is not read as a number",
    ),
    "where its navigation leads": (
        replace(probe.FEATURE, routers=()),
        "/intern/fundstuecke: the navigation leads nowhere",
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
    assert sentence in faults(Features((*rest, door)), probe.metadata, metadata)


MAILS = {
    "a part": ({"txt": "{{ link }}"}, "mail/halb.html is missing"),
    "the other part": ({"html": "{{ link }}"}, "mail/halb.txt is missing"),
    "a link": (
        {
            "txt": "{% block knopf %}{{ adresse }}{% endblock %}",
            "html": "{% block knopf %}<a href='{{ link }}'></a>{% endblock %}",
        },
        "mail/halb.txt has other links than mail/halb.html",
    ),
    "an address that is written out": (
        {"txt": "", "html": '<a href="https://stuttgart.de/hilfe"></a>'},
        "mail/halb.txt has other links than mail/halb.html",
    ),
}


@pytest.mark.parametrize("what", MAILS)
def test_what_a_mail_leaves_out_is_found(what: str, tmp_path: Path) -> None:
    parts, sentence = MAILS[what]
    (tmp_path / "mail").mkdir()
    for kind, source in parts.items():
        (tmp_path / f"mail/halb.{kind}").write_text(source)
    with template_folder(tmp_path):
        assert faults(FEATURES, metadata) == [sentence]
