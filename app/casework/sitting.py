"""One sitting at the desk: what this person has been through already, carried in the address.

Nothing of it is stored. A page without it begins a new sitting.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

SEEN_NUMBERS = "ohne"
"""The parameter that carries them."""
_MOST = 150
_NUMBER = re.compile(r"[A-Z]-[0-9]{4}-[0-9]{1,9}")


def number_in(raw: str) -> str:
    """A Vorgangsnummer as our own addresses write it, "" for whatever else."""
    return raw if _NUMBER.fullmatch(raw) else ""


@dataclass(frozen=True)
class Sitting:
    """`seen` are numbers of what was worked on or passed over, the oldest first."""

    seen: tuple[str, ...] = ()

    @classmethod
    def read(cls, query: QueryParams) -> "Sitting":
        """Nonsense is as if it were not there."""
        raw = query.get(SEEN_NUMBERS, "").split(",")[-_MOST:]
        return cls(tuple(dict.fromkeys(part for part in raw if number_in(part))))

    def including(self, number: str) -> "Sitting":
        return Sitting((*(n for n in self.seen if n != number), number)[-_MOST:])

    def query(self, more: Mapping[str, str] | None = None) -> str:
        """For the end of an address: "" where there is nothing to say."""
        seen = {SEEN_NUMBERS: ",".join(self.seen)} if self.seen else {}
        query = urlencode({**(more or {}), **seen}, safe=",")
        return f"?{query}" if query else ""
