"""Projekte with their Träger, Ziele and Schritte."""

from collections.abc import Iterator

from sqlmodel import Session, SQLModel

from app.db import row_id
from app.demo.content import Row
from app.projekte.models import (
    Projekt,
    Projektart,
    ProjektHandlungsfeld,
    ProjektQuartier,
    Projektschritt,
    Projektziel,
    ProjektZieldimension,
    ProjektZielgruppe,
    Traeger,
    Traegerart,
)
from app.projekte.status import Projektstatus
from app.quartiere.begriffe import Handlungsfeld, Zieldimension, Zielgruppe
from app.quartiere.models import Quartier

_PLAIN = (
    "slug",
    "titel",
    "kurz_einfach",
    "beschreibung",
    "beteiligungsstufe",
    "mitwirkung",
    "beginn",
    "kontakt_name",
    "kontakt_telefon",
    "kontakt_email",
    "bild_alt",
    "quelle",
)


def projekte(session: Session, rows: list[Row], quartiere: dict[str, Quartier]) -> int:
    """Returns how many."""
    traeger: dict[str, Traeger] = {}
    for row in rows:
        name = row["traeger"]
        if name not in traeger:
            traeger[name] = Traeger(name=name, art=Traegerart(row["traegerart"]))
            session.add(traeger[name])
            session.flush()
        projekt = Projekt(
            **{field: row[field] for field in _PLAIN},
            art=Projektart(row["art"]),
            status=Projektstatus(row["status"]),
            traeger_id=row_id(traeger[name].id),
            partner=", ".join(row["partner"]),
            ende=row.get("ende"),
            bild=f"img/projekte/{row['bild']}.svg",
        )
        session.add(projekt)
        session.flush()
        session.add_all(_parts(row, projekt.id, quartiere))
    session.flush()
    return len(rows)


def _parts(row: Row, projekt_id: int | None, quartiere: dict[str, Quartier]) -> Iterator[SQLModel]:
    own: Row = {"projekt_id": projekt_id}
    for slug in row["quartiere"]:
        yield ProjektQuartier(**own, quartier_id=row_id(quartiere[slug].id))
    for value in row["handlungsfelder"]:
        yield ProjektHandlungsfeld(**own, handlungsfeld=Handlungsfeld(value))
    for value in row["zielgruppen"]:
        yield ProjektZielgruppe(**own, zielgruppe=Zielgruppe(value))
    for value in row["zieldimensionen"]:
        yield ProjektZieldimension(**own, zieldimension=Zieldimension(value))
    for part in row["ziel"]:
        yield Projektziel(**own, **part)
    for part in row["schritt"]:
        yield Projektschritt(**own, **part)
