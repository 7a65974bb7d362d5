"""Anträge in every state, with the money that belongs to it."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from app.antraege.models import (
    Antrag,
    Antragsteller,
    Finanzierungsart,
    Finanzierungsposten,
    Kostenkategorie,
    Kostenposition,
)
from app.antraege.status import ART, LETTER, Antragsstatus
from app.auth.permissions import Rolle
from app.fonds.models import Antragstellerart, Buchungsart, Fonds, Fondsjahr, FondsQuartier
from app.history.chain import record
from app.quartiere.models import Quartier, Stadtbezirk
from app.vorgaenge.actions import open_vorgang
from tests.support.clock import read_clock
from tests.support.factories.common import number
from tests.support.factories.fonds import das_fondsjahr, ein_fonds, eine_buchung
from tests.support.factories.orte import ein_quartier
from tests.support.factories.personal import eine_mitarbeiterin

_S = Antragsstatus
_GEPRUEFT = frozenset({_S.formal_geprueft, _S.votiert, _S.zurueckgestellt})
_VOR_DER_PRUEFUNG = frozenset({_S.entwurf, _S.eingereicht, _S.rueckfrage, _S.zurueckgezogen})
_OHNE_GELD = frozenset({_S.abgelehnt, _S.verfallen})
_BEWILLIGT = frozenset(_S) - _GEPRUEFT - _VOR_DER_PRUEFUNG - _OHNE_GELD


def ein_antrag(
    session: Session,
    status: Antragsstatus = Antragsstatus.eingereicht,
    *,
    fonds: Fonds | None = None,
    quartier: Quartier | None = None,
    beantragt_cent: int = 48_050,
    email: str | None = None,
    **values: Any,
) -> Antrag:
    """Complete and eligible, with the ledger entries that belong to its state."""
    n = next(number)
    at = values.pop("at", read_clock())
    quartier = quartier or (_quartier_of(session, fonds) if fonds else ein_quartier(session))
    fonds = fonds or ein_fonds(session, quartier=quartier)
    fondsjahr = das_fondsjahr(session, fonds)
    vorgang = open_vorgang(
        session,
        session.info["settings"],
        art=ART,
        letter=LETTER,
        einreichung=f"test-antrag-{n}",
        email=email,
        at=at,
    )
    defaults = {
        "vorgang_id": vorgang.id,
        "vorgangsnummer": vorgang.vorgangsnummer,
        "fonds_id": fonds.id,
        "fondsjahr_id": fondsjahr.id,
        "quartier_id": quartier.id,
        "status": status,
        "titel": f"Nachbarschaftsfrühstück {n}",
        "kurz": "Ein Frühstück für alle im Hof.",
        "was": "Wir decken eine lange Tafel und laden alle ein.",
        "nutzen": "Nachbarinnen und Nachbarn lernen sich kennen.",
        "mitwirkung": "Alle helfen beim Aufbau.",
        "teilnehmende": 40,
        "beginn": date(2027, 3, 20),
        "ende": date(2027, 3, 20),
        "ort": "Innenhof Böheimstraße 12",
        "oeffentlich": True,
        "kostenlos": True,
        "barrierefreiheit": "Der Hof ist ohne Stufen erreichbar.",
        "beantragt_cent": beantragt_cent,
        "vorschuss_noetig": False,
        "andere_gefragt": False,
        "nicht_begonnen": True,
        "angaben_richtig": True,
        "nicht_doppelt": True,
        "richtlinie_gelesen": True,
        "datenschutz_gelesen": True,
        "angelegt_am": at,
        "geaendert_am": at,
        "eingereicht_am": None if status is _S.entwurf else at,
    }
    defaults |= _for_status(session, status, quartier, beantragt_cent, at)
    row = Antrag(**defaults | values)
    session.add(row)
    session.flush()
    _fill_antrag(session, row, at)
    return row


def _for_status(
    session: Session, status: Antragsstatus, quartier: Quartier, cent: int, at: datetime
) -> dict[str, Any]:
    """What the database demands of an Antrag in this state: who checked, who decided, and why."""
    needed: dict[str, Any] = {}
    if status not in _VOR_DER_PRUEFUNG:
        checker = eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=quartier)
        needed |= {"geprueft_von_id": checker.id}
    if status in _BEWILLIGT | _OHNE_GELD:
        needed |= {"entschieden_am": at, "entscheidung_grund": "So hat es das Gremium empfohlen."}
    if status in _BEWILLIGT:
        bezirk = session.get_one(Stadtbezirk, quartier.stadtbezirk_id)
        decider = eine_mitarbeiterin(session, Rolle.bezirksvorsteher, stadtbezirk=bezirk)
        needed |= {"entschieden_von_id": decider.id, "bewilligt_cent": cent}
    return needed


def _quartier_of(session: Session, fonds: Fonds) -> Quartier:
    return session.exec(
        select(Quartier).join(FondsQuartier).where(FondsQuartier.fonds_id == fonds.id)
    ).first()  # type: ignore[return-value]


def _fill_antrag(session: Session, row: Antrag, at: datetime) -> None:
    """Who applies, a plan that adds up, the first step, and the money of its state."""
    assert row.id is not None
    assert row.beantragt_cent is not None
    session.add(
        Antragsteller(
            antrag_id=row.id,
            art=Antragstellerart.gruppe,
            gruppe="Hofgemeinschaft Böheimstraße",
            person="Ayla Demir",
            strasse="Böheimstraße 12",
            plz="70199",
            wohnort="Stuttgart",
            email="ayla.demir@post.example",
            telefon="0711 5550199",
            alter_bestaetigt=True,
        )
    )
    session.add(
        Kostenposition(
            antrag_id=row.id,
            kategorie=Kostenkategorie.verpflegung,
            text="Brot, Obst, Kaffee",
            einzelpreis_cent=row.beantragt_cent + 5_000,
        )
    )
    session.add(
        Finanzierungsposten(
            antrag_id=row.id, art=Finanzierungsart.eigenmittel, text="Hofkasse", betrag_cent=5_000
        )
    )
    draft = row.status is _S.entwurf
    record(
        session,
        thread=row.vorgangsnummer,
        step="anlegen" if draft else "einreichen",
        by=None,
        at=at,
        from_status=None if draft else _S.entwurf,
        to_status=_S.entwurf if draft else _S.eingereicht,
    )
    session.commit()
    fondsjahr = session.get_one(Fondsjahr, row.fondsjahr_id)
    if row.status in _GEPRUEFT | _BEWILLIGT:
        eine_buchung(session, fondsjahr, Buchungsart.reservierung, row.beantragt_cent, antrag=row)
    if row.status in _BEWILLIGT:
        eine_buchung(
            session, fondsjahr, Buchungsart.reserve_aufloesung, row.beantragt_cent, antrag=row
        )
        eine_buchung(session, fondsjahr, Buchungsart.bindung, row.bewilligt_cent or 0, antrag=row)
