"""The doors of the house: found by kind, by number, and by who is asking."""

import pytest

from app.auth.actor import Actor, Assignment
from app.auth.permissions import Permission, Rolle
from app.casework.door import Chain, Feature, Features, NavEntry
from app.errors import NotFound
from app.features import FEATURES
from app.history.words import Words


def test_a_kind_is_found_by_its_word_and_by_the_letter_of_a_number() -> None:
    for kind in FEATURES.kinds:
        assert FEATURES.kind(kind.art) is kind
        assert FEATURES.kind_of_number(f"{kind.letter}-2026-00042") is kind
    for nothing in (
        lambda: FEATURES.kind("gibtsnicht"),
        lambda: FEATURES.kind_of_number("X-2026-00042"),
        lambda: FEATURES.kind_of_number(""),
    ):
        with pytest.raises(NotFound):
            nothing()


def test_what_belongs_to_one_prefix_comes_before_what_belongs_to_all() -> None:
    everything, own = (Chain(prefix, Words({}, sender="")) for prefix in ("", "B-"))
    chains = Features(
        (Feature("eins", chains=(everything,)), Feature("zwei", chains=(own,)))
    ).chains
    assert chains == [own, everything]


def test_navigation_shows_what_the_actor_may_open() -> None:
    open_to_all = NavEntry("/intern", "Aufgaben", Permission.intern)
    record = NavEntry("/intern/verlauf", "Verlauf", Permission.verlauf_sehen)
    eins, zwei = Feature("eins", navigation=(record,)), Feature("zwei", navigation=(open_to_all,))
    doors = Features((eins, zwei))
    coordinator, auditor = (
        Actor(staff_id=1, assignments=(Assignment(rolle),))
        for rolle in (Rolle.quartierskoordination, Rolle.revision)
    )
    assert doors.navigation(coordinator) == [open_to_all]
    assert doors.navigation(auditor) == [record, open_to_all]
    assert doors.navigation(Actor()) == []
