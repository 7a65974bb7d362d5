"""Pots with their year and money."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from app.antraege.models import Antrag
from app.fonds.models import (
    Antragstellerart,
    Buchung,
    Buchungsart,
    Entscheidungsart,
    Fonds,
    FondsAntragstellerart,
    Fondsart,
    Fondsjahr,
    FondsQuartier,
    Fondsregel,
    Schwere,
)
from app.quartiere.models import Quartier
from tests.support.clock import read_clock
from tests.support.factories.common import number, save
from tests.support.factories.orte import ein_quartier


def ein_fonds(
    session: Session,
    *,
    quartier: Quartier | None = None,
    ansatz_cent: int = 2_000_000,
    jahr: int = 2026,
    regeln: dict[str, tuple[Schwere, int | None]] | None = None,
    **values: Any,
) -> Fonds:
    """With its year and Ansatz, open to everyone; `regeln` is {"R01": (Schwere.B, 50000)}."""
    n = next(number)
    quartier = quartier or ein_quartier(session)
    defaults = {
        "slug": f"fonds-{n}",
        "name": f"Quartiersfonds {n}",
        "art": Fondsart.quartiersfonds,
        "entscheidungsart": Entscheidungsart.gremium_empfiehlt_bv_gibt_frei,
        "stadtbezirk_id": quartier.stadtbezirk_id,
        "kurztext": "Geld für kleine Vorhaben im Quartier.",
        "wer_entscheidet": "Das Gremium ist der Quartiersrat.",
        "zwecke": "Nachbarschaft stärken",
        "ausschluesse": "Laufende Kosten",
        "naechste_frist": date(jahr, 12, 1),
        "naechste_sitzung": date(jahr, 12, 10),
    }
    fonds = save(session, Fonds(**defaults | values))
    session.add(FondsQuartier(fonds_id=fonds.id, quartier_id=quartier.id))
    for art in Antragstellerart:
        session.add(FondsAntragstellerart(fonds_id=fonds.id, art=art))
    for regel, (schwere, wert) in (regeln or {}).items():
        session.add(Fondsregel(fonds_id=fonds.id, regel=regel, schwere=schwere, wert=wert))
    ein_fondsjahr(session, fonds, jahr, ansatz_cent=ansatz_cent)
    return fonds


def ein_fondsjahr(
    session: Session, fonds: Fonds, jahr: int, *, ansatz_cent: int = 2_000_000
) -> Fondsjahr:
    """The Fonds is opened for this year, with its Ansatz."""
    fondsjahr = save(session, Fondsjahr(fonds_id=fonds.id, jahr=jahr))
    if ansatz_cent:
        eine_buchung(session, fondsjahr, Buchungsart.ansatz, ansatz_cent)
    return fondsjahr


def das_fondsjahr(session: Session, fonds: Fonds) -> Fondsjahr:
    return session.exec(
        select(Fondsjahr).where(Fondsjahr.fonds_id == fonds.id).order_by(col(Fondsjahr.jahr).desc())
    ).first()  # type: ignore[return-value]


def eine_buchung(
    session: Session,
    fondsjahr: Fondsjahr,
    art: Buchungsart,
    betrag_cent: int,
    *,
    antrag: Antrag | None = None,
) -> Buchung:
    return save(
        session,
        Buchung(
            fondsjahr_id=fondsjahr.id,
            art=art,
            betrag_cent=betrag_cent,
            antrag_id=antrag.id if antrag else None,
            am=read_clock(),
        ),
    )
