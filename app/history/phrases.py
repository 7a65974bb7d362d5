"""Sentences that the portal itself writes into the record and the ledger.

Stored is a code with parameters; the sentence is made when somebody reads it, in their language.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec

from app.history.hashing import canonical

P = ParamSpec("P")


@dataclass(frozen=True)
class Remark:
    """A phrase with its parameters as they are stored. Only a Phrase makes one."""

    phrase: str
    parameters: str


@dataclass(frozen=True)
class Phrase(Generic[P]):
    """`say` takes the parameters by name and makes the sentence; `example` is one set of them.

    Rows are never rewritten: a code keeps its meaning, and `say` understands every set of
    parameters that was ever stored. Parameters are str, int, bool, None and lists of them.
    """

    code: str
    say: Callable[P, str]
    example: Mapping[str, Any]

    def __call__(self, *args: P.args, **parameters: P.kwargs) -> Remark:
        """What to hand to `record` or `book`; parameters go by name."""
        if args:
            raise TypeError(f"{self.code}: parameters are stored by name")
        return Remark(self.code, canonical(parameters) if parameters else "")


Register = Mapping[str, Phrase[...]]


def register(*phrases: Phrase[...]) -> Register:
    """By code, as features hand them on."""
    return {phrase.code: phrase for phrase in phrases}


def sentence(phrases: Register, code: str, parameters: str) -> str:
    """The sentence of what is stored; "" where there is none, the code where nobody declares it."""
    phrase = phrases.get(code)
    return phrase.say(**json.loads(parameters or "{}")) if phrase else code
