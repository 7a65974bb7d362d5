"""Who somebody can be in the demo. One press leads the whole OIDC way, to the demo's provider."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.auth.permissions import PROFILE, Rolle
from app.i18n import _

FOLDER = Path(__file__).resolve().parents[1] / "demo"


@dataclass(frozen=True)
class DemoPerson:
    sub: str
    name: str
    email: str
    rolle: str

    @property
    def claims(self) -> dict[str, object]:
        """What the provider says of the person beside `sub`; the address is a verified one."""
        return {"name": self.name, "email": self.email, "email_verified": True}


def people(folder: Path = FOLDER) -> list[DemoPerson]:
    """From personal.toml, in its order."""
    return [
        DemoPerson(
            row["sub"], row["name"], row["email"], ", ".join(_roles(row, _quartiere(folder)))
        )
        for row in _read(folder / "personal.toml")["person"]
    ]


def _roles(row: dict[str, Any], quartiere: dict[str, str]) -> Iterator[str]:
    for assignment in row["zustaendigkeit"]:
        name = str(PROFILE[Rolle(assignment["rolle"])].name)
        places = [quartiere.get(slug, slug) for slug in assignment.get("quartiere", [])]
        if "stadtbezirk" in assignment:
            places.append(assignment["stadtbezirk"])
        substitute = _(" (Vertretung)") if assignment.get("vertretung") else ""
        yield f"{name} {', '.join(places)}".strip() + substitute


def _quartiere(folder: Path) -> dict[str, str]:
    files = sorted(folder.glob("quartiere_*.toml"))
    return {q["slug"]: q["name"] for file in files for q in _read(file)["quartier"]}


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
