"""Who can log in in the demo, read from the demo city's own list."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.auth.permissions import PROFILE, Rolle

_FILE = Path(__file__).parents[1] / "demo" / "personal.toml"


@dataclass(frozen=True)
class Person:
    sub: str
    name: str
    email: str
    roles: tuple[str, ...]


def people() -> list[Person]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["person"]
    return [
        Person(r["sub"], r["name"], r["email"], tuple(_title(z) for z in r["zustaendigkeit"]))
        for r in rows
    ]


def provider_options(port: int) -> list[str]:
    """For oidc-provider-mock: every person with a verified address, nonce demanded."""
    options = ["--port", str(port), "--require-nonce", "true"]
    for person in people():
        claims = {
            "sub": person.sub,
            "name": person.name,
            "email": person.email,
            "email_verified": True,
        }
        options += ["--user-claims", json.dumps(claims, ensure_ascii=False)]
    return options


def _title(row: dict[str, Any]) -> str:
    places = row.get("quartiere") or [row[key] for key in ("stadtbezirk",) if key in row]
    name = str(PROFILE[Rolle(row["rolle"])].name)
    return f"{name}: {', '.join(places)}" if places else name
