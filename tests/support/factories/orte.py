"""Places and Projekte."""

from datetime import date
from typing import Any

from sqlmodel import Session

from app.projekte.models import Projekt, Projektart, ProjektQuartier, Traeger, Traegerart
from app.projekte.status import Projektstatus
from app.quartiere.models import Quartier, QuartierStadtteil, Stadtbezirk, Stadtteil
from tests.support.factories.common import number, save


def ein_stadtbezirk(session: Session, **values: Any) -> Stadtbezirk:
    n = next(number)
    return save(
        session,
        Stadtbezirk(**{"slug": f"bezirk-{n}", "name": f"Bezirk {n}", "innen": True} | values),
    )


def ein_stadtteil(
    session: Session, *, quartier: Quartier | None = None, **values: Any
) -> Stadtteil:
    n = next(number)
    if "stadtbezirk_id" not in values:
        values["stadtbezirk_id"] = (
            quartier.stadtbezirk_id if quartier else ein_stadtbezirk(session).id
        )
    row = save(session, Stadtteil(**{"nummer": f"{n % 1000:03d}", "name": f"Teil {n}"} | values))
    if quartier:
        save(session, QuartierStadtteil(quartier_id=quartier.id, stadtteil_id=row.id))
    return row


def ein_quartier(
    session: Session, *, stadtbezirk: Stadtbezirk | None = None, **values: Any
) -> Quartier:
    n = next(number)
    bezirk = stadtbezirk or ein_stadtbezirk(session)
    defaults = {
        "slug": f"quartier-{n}",
        "name": f"Quartier {n}",
        "stadtbezirk_id": bezirk.id,
        "kurztext": "Ein Quartier zwischen Markt und Park.",
        "buero_name": "Quartiersbüro am Markt",
        "buero_strasse": "Marktstraße 3",
        "buero_ort": "70199 Stuttgart",
        "buero_telefon": "0711 5550123",
        "buero_email": f"quartier{n}@stadt.example",
    }
    return save(session, Quartier(**defaults | values))


def ein_projekt(session: Session, *, quartier: Quartier | None = None, **values: Any) -> Projekt:
    n = next(number)
    traeger = save(session, Traeger(name=f"Träger {n}", art=Traegerart.verein))
    defaults = {
        "slug": f"projekt-{n}",
        "titel": f"Projekt {n}",
        "kurz_einfach": "Wir kochen einmal im Monat zusammen.",
        "beschreibung": "Alle sind eingeladen, mitzukochen und mitzuessen.",
        "art": Projektart.fokussiert,
        "status": Projektstatus.laufend,
        "traeger_id": traeger.id,
        "beteiligungsstufe": 3,
        "mitwirkung": "Wir sammeln Vorschläge, die Gruppe entscheidet.",
        "beginn": date(2026, 1, 15),
    }
    row = save(session, Projekt(**defaults | values))
    save(
        session,
        ProjektQuartier(projekt_id=row.id, quartier_id=(quartier or ein_quartier(session)).id),
    )
    return row
