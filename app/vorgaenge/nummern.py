"""A Vorgangsnummer as people type it off paper."""

import re

# An I is easily read as a one or a small L, a zero as an O.
_LOOK_ALIKES = {"1": "I", "L": "I"}
_NUMBER = re.compile(r"([A-Z1])([0-9O]{4})([0-9O]{1,6})")
_BETWEEN = re.compile(r"[\s\-‐‑–—−_./]+")


def read_number(typed: str) -> str | None:
    """ "i 2026 85", "I2026-00085" -> "I-2026-00085"; None for whatever else."""
    match = _NUMBER.fullmatch(_BETWEEN.sub("", typed).upper())
    if match is None:
        return None
    year, number = (part.replace("O", "0") for part in match.group(2, 3))
    return f"{_LOOK_ALIKES.get(match[1], match[1])}-{year}-{int(number):05d}"
