"""Contents of an item that a step stands for: named by the feature, kept as one salted hash."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from app.history.hashing import canonical, new_salt, salt_hash
from app.history.models import Step, StepEvidence

Item = TypeVar("Item")

# By name, the contents of an item. Names are stored, so they stay when a column is renamed.
Contents = Mapping[str, Callable[[Item], object]]


def values(contents: Contents[Item], item: Item, names: Iterable[str]) -> dict[str, object]:
    """What `record` takes as evidence."""
    return {name: contents[name](item) for name in names}


def attach(row: Step, evidence: Mapping[str, object]) -> None:
    """Before the hash of the row is made. Without evidence nothing is kept."""
    row.evidence, row.evidence_hash = None, ""
    if evidence:
        salt = new_salt()
        row.evidence = StepEvidence(salt=salt, fields=",".join(evidence))
        row.evidence_hash = salt_hash(salt, canonical(evidence))


def fields(row: Step) -> frozenset[str]:
    """Empty where there is no evidence, or where its salt has been deleted. Needs `evidence`."""
    return frozenset(row.evidence.fields.split(",")) if row.evidence else frozenset()


def agrees(row: Step, contents: Mapping[str, object]) -> bool:
    """Whether the contents are still what the step stands for; whoever stands for nothing agrees.

    Raises KeyError where the feature does not tell one of them.
    """
    if row.evidence is None:
        return True
    present = {name: contents[name] for name in fields(row)}
    return salt_hash(row.evidence.salt, canonical(present)) == row.evidence_hash
