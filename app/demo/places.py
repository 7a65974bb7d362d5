"""Quartiere with their Stadtteile, Sprechstunden and Termine."""

from datetime import time

from sqlmodel import Session, select

from app.db import row_id
from app.demo.content import Row
from app.demo.days import Days
from app.quartiere.models import (
    Quartier,
    QuartierStadtteil,
    Sprechstunde,
    Stadtbezirk,
    Stadtteil,
    Termin,
)

_PLAIN = ("slug", "name", "kurztext", "bild_alt", "einwohner", "buero_name", "buero_strasse")


def bezirke(session: Session) -> dict[str, Stadtbezirk]:
    """By name."""
    return {row.name: row for row in session.exec(select(Stadtbezirk))}


def quartiere(session: Session, rows: list[Row], days: Days) -> dict[str, Quartier]:
    """By slug; the Stadtteile are there already."""
    of_name = bezirke(session)
    stadtteile = {(t.stadtbezirk_id, t.name): t.id for t in session.exec(select(Stadtteil))}
    found = {}
    for row in rows:
        bezirk_id = row_id(of_name[row["stadtbezirk"]].id)
        quartier = Quartier(
            **{name: row[name] for name in _PLAIN},
            stadtbezirk_id=bezirk_id,
            bild=f"img/quartiere/{row['slug']}.svg",
            buero_ort=f"{row['buero_plz']} Stuttgart",
            buero_telefon=row["buero_telefon"],
            buero_email=row["buero_email"],
        )
        session.add(quartier)
        session.flush()
        quartier_id = row_id(quartier.id)
        for name in row["stadtteile"]:
            stadtteil_id = row_id(stadtteile[bezirk_id, name])
            session.add(QuartierStadtteil(quartier_id=quartier_id, stadtteil_id=stadtteil_id))
        session.add_all(_dates(row, quartier_id, days))
        found[quartier.slug] = quartier
    session.flush()
    return found


def _dates(row: Row, quartier_id: int, days: Days) -> list[Sprechstunde | Termin]:
    found: list[Sprechstunde | Termin] = [
        Sprechstunde(
            quartier_id=quartier_id,
            wochentag=hours["wochentag"],
            von=time.fromisoformat(hours["von"]),
            bis=time.fromisoformat(hours["bis"]),
            hinweis=hours.get("hinweis", ""),
        )
        for hours in row["sprechstunde"]
    ]
    found += [
        Termin(
            quartier_id=quartier_id,
            titel=termin["titel"],
            beginn=days.on(termin["tage_von_heute"], time.fromisoformat(termin["uhrzeit"])),
            ort=termin["ort"],
        )
        for termin in row["termin"]
    ]
    return found
