"""What the hash of a step covers, by the version of the rule that its row names."""

import hashlib
import hmac
import json
import secrets
from datetime import UTC, date, datetime

from app.history.models import Step

GENESIS = "0" * 64

_V1 = (
    "thread",
    "seq",
    "step",
    "actor_kind",
    "staff_id",
    "actor_name",
    "from_status",
    "to_status",
    "reason_v1",
    "amount_cent",
    "public",
    "prev_hash",
)
_V2 = (
    "hash_version",
    "thread",
    "seq",
    "step",
    "actor_kind",
    "staff_id",
    "actor_name",
    "from_status",
    "to_status",
    "phrase",
    "parameters",
    "text_hash",
    "evidence_hash",
    "amount_cent",
    "public",
    "prev_hash",
)
# Rules are added, never changed: what was written by one is verified by it for ever.
_COVERED = {1: _V1, 2: _V2}


def digest(row: Step) -> str:
    """SHA-256 over the step's content in a fixed order, hexadecimal."""
    content = [getattr(row, name) for name in _COVERED.get(row.hash_version, ())] + [
        row.at.isoformat()
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def new_salt() -> str:
    """128 random bits, hexadecimal: nobody finds a short text by trying."""
    return secrets.token_hex(16)


def salt_hash(salt: str, content: str) -> str:
    """Hexadecimal; without the salt it says nothing about the content."""
    return hmac.new(salt.encode(), content.encode(), hashlib.sha256).hexdigest()


def canonical(content: object) -> str:
    """One JSON text for equal content, whatever the order of its keys and the zone of its times."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")
