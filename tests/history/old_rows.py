"""Steps as release 0.1 wrote them, by the first rule of the hash, which must verify for ever."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, text

# From a database of release 0.1.
KNOWN = {
    "thread": "I-2026-00001",
    "seq": 1,
    "step": "ablehnen",
    "actor_kind": "system",
    "staff_id": None,
    "actor_name": "",
    "from_status": "in_pruefung",
    "to_status": "abgelehnt_netiquette",
    "reason": "Der Text wirbt für ein Angebot",
    "amount_cent": None,
    "public": False,
    "prev_hash": "0" * 64,
    "at": datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    "hash": "fef1209255380353cb2b7a0a7ba19bf0df7958a04dcff512b23aa8dadaf4d4cc",
}
_ORDER = [name for name in KNOWN if name not in ("at", "hash")]


def old_row(**values: Any) -> dict[str, Any]:
    """With its hash by the first rule."""
    row = KNOWN | values
    content = [row[name] for name in _ORDER] + [row["at"].isoformat()]
    row["hash"] = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
    return row


def insert(connection: Connection, row: dict[str, Any]) -> None:
    """As a row that knows nothing of the later columns."""
    names = ", ".join(row)
    places = ", ".join(f":{name}" for name in row)
    stored = row
    if connection.dialect.name == "sqlite":
        stored = row | {"at": row["at"].strftime("%Y-%m-%d %H:%M:%S.%f")}
    connection.execute(text(f"INSERT INTO step ({names}) VALUES ({places})"), stored)
