"""Anträge after their decision: agreement, payment, Nachweis, claim.

No page takes these steps yet. They are written after the same status table, each with its step in
the record, its deadline and its entry in the ledger.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from app.antraege.bookkeeping import save
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus, Nachschritt
from app.auth.actor import Actor
from app.auth.permissions import Rolle
from app.db import row_id
from app.demo.city import City, Event
from app.demo.content import Row
from app.demo.days import Timeline
from app.fonds import ledger
from app.fonds.models import Buchungsart
from app.fonds.phrases import FOR_ANTRAG
from app.fristen import days_after
from app.history.chain import record
from app.vorgaenge.messages import ask

_S, _N = Antragsstatus, Nachschritt

_TO_THE_NACHWEIS = (_S.vereinbart, _S.laufend, _S.nachweis_faellig, _S.nachweis_eingereicht)
_TO_THE_CHECK = (*_TO_THE_NACHWEIS, _S.nachweis_geprueft)
_WAY: dict[Antragsstatus, tuple[Antragsstatus, ...]] = {
    _S.verfallen: (_S.verfallen,),
    _S.vereinbart: _TO_THE_NACHWEIS[:1],
    _S.laufend: _TO_THE_NACHWEIS[:2],
    _S.nachweis_faellig: _TO_THE_NACHWEIS[:3],
    _S.nachweis_eingereicht: _TO_THE_NACHWEIS,
    _S.nachweis_rueckfrage: (*_TO_THE_NACHWEIS, _S.nachweis_rueckfrage),
    _S.nachweis_geprueft: _TO_THE_CHECK,
    _S.rueckforderung: (*_TO_THE_CHECK, _S.rueckforderung),
    _S.zurueckgezahlt: (*_TO_THE_CHECK, _S.rueckforderung, _S.zurueckgezahlt),
    _S.abgeschlossen: (*_TO_THE_CHECK, _S.abgeschlossen),
}
_STEP: dict[Antragsstatus, Nachschritt] = {
    _S.vereinbart: _N.vereinbaren,
    _S.laufend: _N.beginnen,
    _S.nachweis_faellig: _N.nachweis_anfordern,
    _S.nachweis_eingereicht: _N.nachweis_einreichen,
    _S.nachweis_rueckfrage: _N.nachweis_nachfragen,
    _S.nachweis_geprueft: _N.nachweis_pruefen,
    _S.rueckforderung: _N.zurueckfordern,
    _S.zurueckgezahlt: _N.zurueckzahlen,
    _S.abgeschlossen: _N.abschliessen,
    _S.verfallen: _N.verfallen,
}
# Days after the Antrag came in, and after the end of what was funded.
_AFTER_ENTRY = {_S.vereinbart: 33, _S.verfallen: 90}
_AFTER_END = {
    _S.nachweis_faellig: 1,
    _S.nachweis_eingereicht: 24,
    _S.nachweis_geprueft: 38,
    _S.abgeschlossen: 46,
    _S.rueckforderung: 54,
    _S.zurueckgezahlt: 80,
}
# Days from the present, where somebody is still expected to do something about it.
_WAITING = {
    _S.nachweis_eingereicht: -8,
    _S.nachweis_rueckfrage: -9,
    _S.nachweis_geprueft: -6,
    _S.rueckforderung: -20,
}
# Days until somebody has to act in this state.
_DUE = {
    _S.nachweis_faellig: 28,
    _S.nachweis_eingereicht: 14,
    _S.nachweis_rueckfrage: 14,
    _S.rueckforderung: 28,
}
_BY_PORTAL = (_S.laufend, _S.nachweis_faellig, _S.verfallen)


def advance_cent(row: Row) -> int:
    """What was paid before the Nachweis: at most 80 percent of what was granted."""
    paid, granted = row.get("ausgezahlt_cent", 0), row.get("bewilligt_cent", 0)
    return int(paid) if paid * 10 <= granted * 8 else 0


def events(city: City, row: Row, time: Timeline) -> Iterator[Event]:
    last, start = Antragsstatus(row["status"]), -row["tage_her"]
    advance = advance_cent(row)
    for state in _WAY.get(last, ()):
        yield Event(_when(row, time, state, last), partial(_enter, city, row, state))
        if state is _S.vereinbart and advance:
            yield Event(time.in_office(start + 37), partial(_pay, city, row, advance))
        if state is _S.nachweis_geprueft and (rest := row.get("ausgezahlt_cent", 0) - advance):
            yield Event(time.in_office(row["ende_tage"] + 42), partial(_pay, city, row, rest))


def _when(row: Row, time: Timeline, state: Antragsstatus, last: Antragsstatus) -> datetime:
    if state is _S.laufend:
        return time.at_midnight(row["beginn_tage"])
    if state is last and state in _WAITING:
        day = _WAITING[state]
    elif state in _AFTER_ENTRY:
        day = _AFTER_ENTRY[state] - row["tage_her"]
    else:
        day = row["ende_tage"] + _AFTER_END[state]
    return time.at_midnight(day) if state in _BY_PORTAL else time.in_office(day)


def _enter(city: City, row: Row, state: Antragsstatus, at: datetime) -> None:
    antrag, by = city.antraege[row["schluessel"]], _who(city, row, state)
    before = antrag.move(
        _STEP[state], faellig_am=days_after(at, _DUE[state]) if state in _DUE else None
    )
    amount = _book(city, row, antrag, state, at)
    if state is _S.nachweis_rueckfrage:
        staff_id = city.staff.coordinator(row["quartier"]).staff_id
        ask(city.session, antrag, row["rueckfrage"], staff_id=row_id(staff_id), at=at)
    save(city.session, antrag, at)
    final = state == row["status"] and state in (_S.rueckforderung, _S.zurueckgezahlt, _S.verfallen)
    record(
        city.session,
        thread=antrag.vorgangsnummer,
        step=_STEP[state],
        by=by,
        at=at,
        from_status=before.value,
        to_status=state.value,
        reason=row["grund"] if final else "",
        amount_cent=amount,
    )


def _who(city: City, row: Row, state: Antragsstatus) -> Actor | None:
    if state in _BY_PORTAL:
        return None
    if state is _S.nachweis_eingereicht:
        return Actor.holder(city.antraege[row["schluessel"]].vorgangsnummer)
    if state is _S.zurueckgezahlt:
        return city.staff.of_city(Rolle.kasse)
    return city.staff.coordinator(row["quartier"])


def _book(city: City, row: Row, antrag: Antrag, state: Antragsstatus, at: datetime) -> int | None:
    """What the state means for the pot; returns the amount that the record tells."""
    by = _who(city, row, state)
    if state is _S.nachweis_geprueft:
        to_pay = max(0, row["anerkannt_cent"] - advance_cent(row))
        _unbind(city, antrag, keep=to_pay, by=by, at=at)
        return int(row["anerkannt_cent"])
    if state is _S.verfallen:
        _unbind(city, antrag, keep=0, by=by, at=at)
    if state not in (_S.rueckforderung, _S.zurueckgezahlt):
        return None
    claim = int(row["rueckforderung_cent"])
    if state is _S.zurueckgezahlt:
        _entry(city, antrag, Buchungsart.rueckzahlung, claim, by=by, at=at)
    return claim


def _unbind(city: City, antrag: Antrag, *, keep: int, by: Actor | None, at: datetime) -> None:
    stand = ledger.antrag_stand(city.session, antrag.fondsjahr_id, row_id(antrag.id))
    if stand.gebunden > keep:
        _entry(city, antrag, Buchungsart.entbindung, stand.gebunden - keep, by=by, at=at)


def _entry(
    city: City, antrag: Antrag, art: Buchungsart, cents: int, *, by: Actor | None, at: datetime
) -> None:
    ledger.book(
        city.session,
        antrag.fondsjahr_id,
        art,
        cents,
        by=by,
        at=at,
        remark=FOR_ANTRAG(nummer=antrag.vorgangsnummer),
        antrag_id=row_id(antrag.id),
    )


def _pay(city: City, row: Row, cents: int, at: datetime) -> None:
    """A payment changes no state."""
    antrag, by = city.antraege[row["schluessel"]], city.staff.of_city(Rolle.kasse)
    _entry(city, antrag, Buchungsart.auszahlung, cents, by=by, at=at)
    record(
        city.session,
        thread=antrag.vorgangsnummer,
        step=_N.auszahlen,
        by=by,
        at=at,
        from_status=antrag.status.value,
        to_status=antrag.status.value,
        amount_cent=cents,
    )
