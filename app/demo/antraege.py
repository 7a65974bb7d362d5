"""Anträge up to their decision, by the portal's own steps; `funded` goes on from there."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import SQLModel, select

from app.antraege import actions
from app.antraege.aims import AntragHandlungsfeld, AntragZieldimension, AntragZielgruppe
from app.antraege.buero.steps.ablehnen import ablehnen
from app.antraege.buero.steps.befangenheit import befangenheit_erklaeren
from app.antraege.buero.steps.freigeben import freigeben
from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.rueckantwort import rueckantworten
from app.antraege.buero.steps.rueckfrage import nachfragen
from app.antraege.buero.steps.votum import Stimmen, votum_erfassen
from app.antraege.buero.steps.zurueckstellen import zurueckstellen
from app.antraege.models import (
    Antrag,
    Antragsteller,
    Finanzierungsart,
    Finanzierungsposten,
    Kostenposition,
    Regelbegruendung,
    Zusage,
)
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.clock import BERLIN
from app.db import row_id
from app.demo import funded
from app.demo.city import City, Event
from app.demo.content import Row
from app.demo.days import Timeline
from app.demo.people import checker, decider
from app.fonds.models import Antragstellerart, Kostenkategorie
from app.projekte.models import Projekt
from app.quartiere.begriffe import Handlungsfeld, Zieldimension, Zielgruppe

_S = Antragsstatus

_PLAIN = (
    "titel",
    "kurz",
    "was",
    "nutzen",
    "mitwirkung",
    "teilnehmende",
    "ort",
    "oeffentlich",
    "kostenlos",
    "barrierefreiheit",
    "partner",
    "genehmigungen",
    "beantragt_cent",
)
_DECLARATIONS = (
    "nicht_begonnen",
    "angaben_richtig",
    "nicht_doppelt",
    "richtlinie_gelesen",
    "datenschutz_gelesen",
)
# In these states `grund` tells of the last step, not of the decision.
_LATER_REASON = (_S.rueckforderung, _S.zurueckgezahlt, _S.verfallen)

Happen = Callable[[City, Row, datetime], None]


def events(city: City, row: Row, lot: int, idee: str | None) -> Iterator[Event]:
    """`idee` is the key of the Idee that it came from."""
    time, start = Timeline(city.days, lot), -row["tage_her"]
    yield Event(time.by_resident(start), partial(_begin, city, row, idee))
    if row["status"] == _S.entwurf:
        return
    yield Event(time.by_resident(start), partial(_submit, city, row))
    for days, happen in _way(Antragsstatus(row["status"]), row):
        yield Event(time.in_office(start + days), partial(happen, city, row))
    yield from funded.events(city, row, time)


def _way(status: Antragsstatus, row: Row) -> list[tuple[int, Happen]]:
    """Days after it was handed in, and what happened then, up to the decision."""
    if status is _S.eingereicht:
        return [(3, _ask), (5, _reply)] if "rueckantwort" in row else []
    if status is _S.rueckfrage:
        return [(3, _ask)]
    way: list[tuple[int, Happen]] = [(4, _check)]
    if "befangen" in row:
        way.append((5, _declare_bias))
    if "votum" in row:
        way.append((21, _vote))
    ends: dict[Antragsstatus, list[tuple[int, Happen]]] = {
        _S.formal_geprueft: [],
        _S.votiert: [],
        _S.zurueckgezogen: [(17, _withdraw)],
        _S.zurueckgestellt: [(26, _postpone)],
        _S.abgelehnt: [(28, _reject)],
    }
    return way + ends.get(status, [(26, _release)])


def _begin(city: City, row: Row, idee: str | None, at: datetime) -> None:
    """A draft with all that the form asks for, except the declarations at its end."""
    quartier_id = city.quartiere[row["quartier"]].id
    antrag = actions.entwurf_anlegen(
        city.session,
        city.settings,
        fonds=city.fonds[row["fonds"]],
        einreichung=f"demo-antrag-{row['schluessel']}",
        email=row["email"],
        at=at,
        quartier_id=quartier_id,
        idee_id=city.ideen[idee].id if idee else None,
    )
    if "projekt" in row:
        antrag.projekt_id = city.session.exec(
            select(Projekt.id).where(Projekt.slug == row["projekt"])
        ).one()
    antrag.deminimis_cent = row.get("deminimis_cent")
    for name in _PLAIN:
        setattr(antrag, name, row[name])
    antrag.beginn, antrag.ende = city.days.day(row["beginn_tage"]), city.days.day(row["ende_tage"])
    antrag.vorschuss_noetig = funded.advance_cent(row) > 0
    antrag.vorschuss_grund = row.get("vorschuss_grund", "")
    antrag.andere_gefragt = any(
        posten["art"] == Finanzierungsart.drittmittel for posten in row["finanzierung"]
    )
    _fill_in_applicant(city, row, antrag)
    city.session.add_all(_parts(row, row_id(antrag.id)))
    city.session.flush()
    city.antraege[row["schluessel"]] = antrag


def _fill_in_applicant(city: City, row: Row, antrag: Antrag) -> None:
    person = city.session.get_one(Antragsteller, antrag.id)
    person.art = Antragstellerart(row["antragsteller_art"])
    person.plz, _space, person.wohnort = row["plz_ort"].partition(" ")
    for name in ("gruppe", "person", "strasse", "email", "telefon"):
        setattr(person, name, row[name])
    person.alter_bestaetigt = True


def _parts(row: Row, antrag_id: int) -> Iterator[SQLModel]:
    for position in row["kosten"]:
        kategorie = Kostenkategorie(position["kategorie"])
        yield Kostenposition(
            antrag_id=antrag_id,
            kategorie=kategorie,
            text=position["text"],
            anzahl=position.get("anzahl", 1),
            einzelpreis_cent=position["einzelpreis_cent"],
        )
    for posten in row["finanzierung"]:
        yield Finanzierungsposten(
            antrag_id=antrag_id,
            art=Finanzierungsart(posten["art"]),
            text=posten["text"],
            betrag_cent=posten["betrag_cent"],
            zusage=Zusage(posten["zusage"]) if "zusage" in posten else None,
        )
    for value in row["handlungsfelder"]:
        yield AntragHandlungsfeld(antrag_id=antrag_id, handlungsfeld=Handlungsfeld(value))
    for value in row["zielgruppen"]:
        yield AntragZielgruppe(antrag_id=antrag_id, zielgruppe=Zielgruppe(value))
    for value in row["zieldimensionen"]:
        yield AntragZieldimension(antrag_id=antrag_id, zieldimension=Zieldimension(value))
    for regel, text in row.get("begruendung", {}).items():
        yield Regelbegruendung(antrag_id=antrag_id, regel=regel, text=text)


def _submit(city: City, row: Row, at: datetime) -> None:
    antrag = city.antraege[row["schluessel"]]
    for name in _DECLARATIONS:
        setattr(antrag, name, True)
    actions.einreichen(city.session, antrag, by=Actor.holder(antrag.vorgangsnummer), at=at)


def _ask(city: City, row: Row, at: datetime) -> None:
    antrag, by = city.antraege[row["schluessel"]], checker(city, row)
    nachfragen(city.session, antrag, frage=row["rueckfrage"], by=by, at=at)


def _reply(city: City, row: Row, at: datetime) -> None:
    antrag = city.antraege[row["schluessel"]]
    by = Actor.holder(antrag.vorgangsnummer)
    rueckantworten(city.session, antrag, rueckantwort=row["rueckantwort"], by=by, at=at)


def _check(city: City, row: Row, at: datetime) -> None:
    antrag, note = city.antraege[row["schluessel"]], row.get("pruefvermerk", "")
    pruefen(city.session, antrag, by=checker(city, row), at=at, vermerk=note)


def _declare_bias(city: City, row: Row, at: datetime) -> None:
    antrag, by = city.antraege[row["schluessel"]], city.staff.by_sub[row["befangen"]]
    befangenheit_erklaeren(city.session, antrag, by=by, at=at)


def _vote(city: City, row: Row, at: datetime) -> None:
    """Recorded on the day after the meeting."""
    votum_erfassen(
        city.session,
        city.antraege[row["schluessel"]],
        stimmen=Stimmen(**row["votum"]),
        datum=at.astimezone(BERLIN).date() - timedelta(days=1),
        empfohlen_cent=row["empfohlen_cent"],
        grund=row["votum_grund"],
        by=checker(city, row),
        at=at,
    )


def _withdraw(city: City, row: Row, at: datetime) -> None:
    antrag = city.antraege[row["schluessel"]]
    by = Actor.holder(antrag.vorgangsnummer)
    actions.zurueckziehen(city.session, antrag, by=by, at=at, grund=row["grund"])


def _postpone(city: City, row: Row, at: datetime) -> None:
    antrag, by = city.antraege[row["schluessel"]], checker(city, row)
    zurueckstellen(city.session, antrag, grund=row["grund"], by=by, at=at)


def _reject(city: City, row: Row, at: datetime) -> None:
    antrag, by = city.antraege[row["schluessel"]], decider(city, row)
    ablehnen(city.session, antrag, grund=row["grund"], by=by, at=at)


def _release(city: City, row: Row, at: datetime) -> None:
    freigeben(
        city.session,
        city.antraege[row["schluessel"]],
        betrag_cent=row["bewilligt_cent"],
        auflagen=row["auflage"],
        grund=row["votum_grund" if row["status"] in _LATER_REASON else "grund"],
        by=decider(city, row),
        at=at,
    )
