"""Ideen on their way: handed in and moderated by the portal's own steps.

What no page takes yet (forwarding, carrying out) is written here after the same status
table, with its step in the record. The content names no address of a sender, so no mail is sent.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from sqlmodel import col, update

from app.auth.actor import Actor
from app.casework.notes import note
from app.db import row_id
from app.demo.city import City, Event
from app.demo.content import Row
from app.demo.days import Timeline
from app.files.models import Datei
from app.fristen import days_after
from app.history.phrases import Remark
from app.ideen import actions, queries
from app.ideen.antwort import Machbar
from app.ideen.models import Idee, Kanal, Kategorie
from app.ideen.phrases import REFUSAL
from app.ideen.status import (
    LEBENSLAUF,
    Ablehnungsgrund,
    Ideenstatus,
    Schritt,
)
from app.ideen.steps.ablehnen import ablehnen
from app.ideen.steps.antwort_eintragen import antworten
from app.ideen.steps.rueckantwort import rueckantworten
from app.ideen.steps.rueckfrage import nachfragen
from app.ideen.steps.schliessen import schliessen
from app.ideen.steps.verbergen import verbergen
from app.ideen.steps.veroeffentlichen import ANTWORT_TAGE, veroeffentlichen
from app.quartiere.begriffe import Handlungsfeld

_S = Ideenstatus
_MACHBAR = {_S.teilweise_umsetzbar: Machbar.teilweise, _S.nicht_umsetzbar: Machbar.nein}

Happen = Callable[[City, Row, datetime], None]


def events(city: City, row: Row, lot: int, fotos: dict[str, str], linked: int) -> Iterator[Event]:
    """`fotos` are staged references; `linked` is the day on which the Antrag of it was begun."""
    time, start = Timeline(city.days, lot), -row["tage_her"]
    yield Event(time.by_resident(start), partial(_submit, city, row, fotos))
    for days, happen in _way(Ideenstatus(row["status"]), row, lot, linked - start):
        yield Event(time.in_office(start + days), partial(happen, city, row))


def _way(status: Ideenstatus, row: Row, lot: int, linked: int) -> list[tuple[int, Happen]]:
    """Days after it came in, and what happened then."""
    unpublished: dict[Ideenstatus, list[tuple[int, Happen]]] = {
        _S.eingereicht: [],
        _S.in_pruefung: [(1, _ask), (2, _reply)] if "rueckantwort" in row else [(1, _take_up)],
        _S.rueckfrage: [(1, _ask)],
        _S.geschlossen_ohne_antwort: [(2, _ask), (40, _close)],
        _S.abgelehnt_netiquette: [(1, _refuse)],
        _S.entfernt: [(1, _remove)],
        _S.zurueckgezogen: [(1, _withdraw)],
    }
    if status in unpublished:
        return unpublished[status]
    way: list[tuple[int, Happen]] = [(1, _publish)]
    if status is _S.zusammengefuehrt:
        way.append((2, _merge))
    elif "amt" in row:
        way.append((3, _forward))
    elif status is _S.verborgen:
        way.append((6, _take_down))
    if "antwort" in row:
        way += [(15 + lot % 5, _answer), *_after_the_answer(status, linked)]
    return way


def _after_the_answer(status: Ideenstatus, linked: int) -> list[tuple[int, Happen]]:
    begin = (26, partial(_go_on, Schritt.umsetzung_beginnen))
    further: dict[Ideenstatus, list[tuple[int, Happen]]] = {
        _S.als_fondsantrag: [(linked, partial(_go_on, Schritt.als_fondsantrag))],
        _S.als_projekt: [(28, partial(_go_on, Schritt.als_projekt))],
        _S.in_umsetzung: [begin],
        _S.umgesetzt: [begin, (38, partial(_go_on, Schritt.umsetzen))],
    }
    return further.get(status, [])


def _submit(city: City, row: Row, fotos: dict[str, str], at: datetime) -> None:
    vorgang = actions.einreichen(
        city.session,
        city.settings,
        titel=row["titel"],
        text=row["text"],
        quartier_id=row_id(city.quartiere[row["quartier"]].id),
        ort=row["ort"],
        thema=Handlungsfeld(row["thema"]),
        name_anzeige=row["name_anzeige"],
        email="",
        foto=fotos.get(row.get("bild", ""), ""),
        einreichung=f"demo-{row['schluessel']}",
        at=at,
    )
    idee = queries.of_vorgang(city.session, row_id(vorgang.id))
    idee.kategorie, idee.kanal = Kategorie(row["kategorie"]), Kanal(row["kanal"])
    city.session.execute(
        update(Datei)
        .where(col(Datei.thread) == idee.vorgangsnummer)
        .values(alt=row.get("foto_alt", ""))
    )
    city.ideen[row["schluessel"]] = idee


def _take_up(city: City, row: Row, at: datetime) -> None:
    _move(city, row, Schritt.pruefen, at=at, public=False)


def _ask(city: City, row: Row, at: datetime) -> None:
    idee, by = _idee(city, row)
    nachfragen(city.session, idee, frage=row["rueckfrage"], by=by, at=at)


def _reply(city: City, row: Row, at: datetime) -> None:
    idee, _by = _idee(city, row)
    by = Actor.holder(idee.vorgangsnummer)
    rueckantworten(city.session, idee, rueckantwort=row["rueckantwort"], by=by, at=at)


def _close(city: City, row: Row, at: datetime) -> None:
    idee, by = _idee(city, row)
    schliessen(city.session, idee, by=by, at=at)


def _refuse(city: City, row: Row, at: datetime) -> None:
    idee, by = _idee(city, row)
    ablehnen(city.session, idee, grund=row["grund"], erklaerung="", by=by, at=at)


def _remove(city: City, row: Row, at: datetime) -> None:
    idee, _by = _idee(city, row)
    idee.ablehnungsgrund = Ablehnungsgrund(row["grund"])
    remark = REFUSAL(grund=idee.ablehnungsgrund)
    _move(city, row, Schritt.entfernen, at=at, remark=remark, public=False)


def _withdraw(city: City, row: Row, at: datetime) -> None:
    idee, _by = _idee(city, row)
    actions.zurueckziehen(city.session, idee, by=Actor.holder(idee.vorgangsnummer), at=at)


def _publish(city: City, row: Row, at: datetime) -> None:
    idee, by = _idee(city, row)
    veroeffentlichen(city.session, idee, by=by, at=at)


def _take_down(city: City, row: Row, at: datetime) -> None:
    idee, by = _idee(city, row)
    verbergen(city.session, idee, grund=row["grund"], erklaerung=row["erklaerung"], by=by, at=at)


def _merge(city: City, row: Row, at: datetime) -> None:
    idee, _by = _idee(city, row)
    idee.zusammengefuehrt_mit_id = city.ideen[row["in"]].id
    _move(city, row, Schritt.zusammenfuehren, at=at)


def _forward(city: City, row: Row, at: datetime) -> None:
    idee, _by = _idee(city, row)
    idee.weitergeleitet_an, idee.weitergeleitet_am = row["amt"], at
    idee.antwort_bis = days_after(at, ANTWORT_TAGE)
    _move(city, row, Schritt.weiterleiten, at=at)


def _answer(city: City, row: Row, at: datetime) -> None:
    """What goes on after the answer was feasible."""
    idee, by = _idee(city, row)
    antworten(
        city.session,
        idee,
        machbar=_MACHBAR.get(Ideenstatus(row["status"]), Machbar.ja),
        antwort_text=row["antwort"],
        antwort_wann=row.get("antwort_wann", ""),
        antwort_grund=row.get("antwort_grund", ""),
        by=by,
        at=at,
    )


def _go_on(step: Schritt, city: City, row: Row, at: datetime) -> None:
    _move(city, row, step, at=at)


def _move(
    city: City,
    row: Row,
    step: Schritt,
    *,
    to: Ideenstatus | None = None,
    at: datetime,
    remark: Remark | None = None,
    public: bool = True,
) -> None:
    idee, by = _idee(city, row)
    before = LEBENSLAUF.move(idee, step, to=to)
    note(city.session, idee, step, before, by=by, at=at, remark=remark, public=public)


def _idee(city: City, row: Row) -> tuple[Idee, Actor]:
    """The Idee and who moderates it."""
    return city.ideen[row["schluessel"]], city.staff.coordinator(row["quartier"])
