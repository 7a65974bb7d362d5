"""Ideen in every state."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from app.history.chain import record
from app.ideen.antwort import Antwort, Antwortgrund, Machbar
from app.ideen.models import Idee
from app.ideen.status import (
    ART,
    LETTER,
    OEFFENTLICH,
    Ablehnungsgrund,
    Ideenstatus,
)
from app.quartiere.models import Quartier
from app.vorgaenge.actions import open_vorgang
from tests.support.clock import read_clock
from tests.support.factories.common import number, save
from tests.support.factories.orte import ein_quartier

_BEANTWORTET = {
    Ideenstatus.umsetzbar: Machbar.ja,
    Ideenstatus.teilweise_umsetzbar: Machbar.teilweise,
    Ideenstatus.nicht_umsetzbar: Machbar.nein,
}


def eine_idee(
    session: Session,
    status: Ideenstatus = Ideenstatus.eingereicht,
    *,
    quartier: Quartier | None = None,
    email: str | None = None,
    **values: Any,
) -> Idee:
    n = next(number)
    at = values.pop("at", read_clock())
    vorgang = open_vorgang(
        session,
        session.info["settings"],
        art=ART,
        letter=LETTER,
        einreichung=f"test-idee-{n}",
        email=email,
        at=at,
    )
    defaults = {
        "vorgang_id": vorgang.id,
        "vorgangsnummer": vorgang.vorgangsnummer,
        "titel": f"Eine Bank unter der Linde {n}",
        "text": "Zwischen Apotheke und Bushaltestelle fehlt ein Platz zum Ausruhen.",
        "quartier_id": (quartier or ein_quartier(session)).id,
        "status": status,
        "eingegangen_am": at,
        "pruefen_bis": at + timedelta(days=3),
    }
    row = Idee(**defaults | _for_idee_status(session, status, at) | values)
    session.add(row)
    session.flush()
    record(
        session,
        thread=row.vorgangsnummer,
        step="einreichen",
        by=None,
        at=at,
        to_status=Ideenstatus.eingereicht,
    )
    if status in _BEANTWORTET:
        eine_antwort(session, row, _BEANTWORTET[status])
    return save(session, row)


def _for_idee_status(session: Session, status: Ideenstatus, at: datetime) -> dict[str, Any]:
    """What the database demands of an Idee in this state."""
    needed: dict[str, Any] = {}
    if status in OEFFENTLICH:
        needed |= {"veroeffentlicht_am": at, "antwort_bis": at + timedelta(days=28)}
    if status is Ideenstatus.verborgen:
        needed |= {
            "veroeffentlicht_am": at,
            "antwort_bis": at + timedelta(days=28),
            "verborgen_als": Ideenstatus.veroeffentlicht,
            "ablehnungsgrund": Ablehnungsgrund.daten_dritter,
        }
    if status is Ideenstatus.abgelehnt_netiquette:
        needed |= {"ablehnungsgrund": Ablehnungsgrund.werbung, "ablehnung_text": "Das ist Werbung."}
    if status is Ideenstatus.zusammengefuehrt:
        needed |= {"zusammengefuehrt_mit_id": eine_idee(session, Ideenstatus.veroeffentlicht).id}
    if status in _BEANTWORTET:
        needed |= {"beantwortet_am": at}
    return needed


def eine_antwort(
    session: Session, idee: Idee, machbar: Machbar = Machbar.ja, **values: Any
) -> Antwort:
    """The first answer to an Idee, as the database demands it of such a statement."""
    at = values.pop("gegeben_am", idee.beantwortet_am or read_clock())
    defaults = {
        "idee_id": idee.id,
        "machbar": machbar,
        "wann": "im Frühjahr" if machbar in (Machbar.ja, Machbar.teilweise) else "",
        "grund": Antwortgrund.keine_mittel if machbar is Machbar.nein else None,
        "bis": idee.antwort_bis if machbar is Machbar.noch_offen else None,
        "text": "Wir haben es uns vor Ort angesehen.",
        "gegeben_am": at,
    }
    return save(session, Antwort(**defaults | values))
