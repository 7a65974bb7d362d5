"""Whatever end a Vorgang comes to, every column that somebody typed into is reached in time.

The rows are marked by hand, so that also what no form can bring together is asked for.
"""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import Column, true
from sqlmodel import Session, SQLModel, col, update

from app.antraege.models import Antrag, Pruefung, Regelbegruendung, Rohtext, Votum
from app.antraege.status import BEWILLIGT, ENTSCHIEDEN_POSITIV, Antragsstatus
from app.antraege.status import LEBENSLAUF as ANTRAG
from app.casework.lifecycle import StateSet
from app.db import row_id
from app.features import FEATURES
from app.files.models import Dateiart
from app.history.chain import record
from app.ideen.antwort import Machbar
from app.ideen.models import Idee
from app.ideen.status import LEBENSLAUF as IDEE
from app.ideen.status import NICHT_OEFFENTLICH, OEFFENTLICH, Ideenstatus
from app.mail.outbox import queue
from app.settings import Settings
from app.vorgaenge.messages import Nachricht, Nachrichtenseite
from tests.casework.markers import WORD, columns_with
from tests.support.clock import FixedNow
from tests.support.columns import text_columns
from tests.support.each import each
from tests.support.factories import ein_antrag, eine_antwort, eine_datei, eine_idee

pytestmark = pytest.mark.both

# Of the record nothing can be changed; of staff there is a retention of their own.
_BESIDE = frozenset({"step_text", "mitarbeiter", "staff_session"})
# Everybody can read it: entscheidungen 28. The key of search holds the same words, folded.
_PUBLIC_IDEE = {"idee.titel", "idee.text", "idee.ort", "antwort.text", "datei.alt"}
_PUBLIC_IDEE |= {"idee.suchschluessel"}
_S, _END = Ideenstatus, Ideenstatus.umgesetzt
_PUBLIC_ANTRAG = {"antrag.titel", "antrag.kurz"}


@each(
    "states, stays",
    [(IDEE.ends - OEFFENTLICH, set()), (IDEE.ends - NICHT_OEFFENTLICH, _PUBLIC_IDEE)],
)
def test_of_an_idee_only_what_is_public_stays(
    session: Session,
    settings: Settings,
    now: FixedNow,
    states: StateSet[Ideenstatus],
    stays: set[str],
) -> None:
    session.rollback()
    for status in states:
        _idee(session, status, now)
    # What another was merged with has its own end.
    session.execute(update(Idee).where(col(Idee.status) == _S.veroeffentlicht).values(status=_END))
    _mark(session)
    typed = {"idee.ablehnung_text", "idee.original_text", "nachricht.text", "step_text.text"}
    assert typed <= columns_with(session, WORD)
    _years_later(session, settings, now)
    assert columns_with(session, WORD) == stays


@each(
    "states, stays",
    [
        ([Antragsstatus.entwurf], set()),
        (ANTRAG.ends - ENTSCHIEDEN_POSITIV | BEWILLIGT - ENTSCHIEDEN_POSITIV, set()),
        (ENTSCHIEDEN_POSITIV, _PUBLIC_ANTRAG),
    ],
)
def test_of_an_antrag_only_what_got_money_stays(
    session: Session,
    settings: Settings,
    now: FixedNow,
    states: StateSet[Antragsstatus],
    stays: set[str],
) -> None:
    session.rollback()
    for status in states:
        _antrag(session, status, now)
    _mark(session)
    typed = {"antrag.kurz", "antragsteller.telefon", "regelbegruendung.text", "step_text.text"}
    assert typed <= columns_with(session, WORD)
    _years_later(session, settings, now)
    assert columns_with(session, WORD) == stays


def _idee(session: Session, status: Ideenstatus, now: FixedNow) -> None:
    idee = eine_idee(session, status, email="rosa@post.example")
    if idee.beantwortet_am is None:
        eine_antwort(session, idee, Machbar.noch_offen, bis=now)
    eine_datei(session, idee, zweck="idee", art=Dateiart.bild, breite=9, hoehe=9, oeffentlich=True)
    _beside(session, idee, now)


def _antrag(session: Session, status: Antragsstatus, now: FixedNow) -> None:
    antrag = ein_antrag(session, status, email="rosa@post.example")
    session.add(Regelbegruendung(antrag_id=row_id(antrag.id), regel="R21", text="Weil"))
    session.add(Rohtext(antrag_id=row_id(antrag.id), seite="was", feld="titel", text="Zu lang"))
    if antrag.geprueft_von_id:
        _judged(session, antrag, now)
    _beside(session, antrag, now)


def _judged(session: Session, antrag: Antrag, now: FixedNow) -> None:
    antrag_id, staff_id = row_id(antrag.id), row_id(antrag.geprueft_von_id)
    session.add(Pruefung(antrag_id=antrag_id, vermerk="Gut", am=now, staff_id=staff_id))
    session.add(
        Votum(
            antrag_id=antrag_id,
            datum=now.date(),
            ja=1,
            nein=0,
            empfohlen_cent=100,
            grund="Gut",
            erfasst_von_id=staff_id,
            erfasst_am=now,
        )
    )


def _beside(session: Session, item: Idee | Antrag, now: FixedNow) -> None:
    """What lies beside an item: messages, a file, a mail that never left, a reason."""
    session.add(
        Nachricht(vorgang_id=item.vorgang_id, seite=Nachrichtenseite.absender, text="Hier", am=now)
    )
    eine_datei(session, item, zweck="antwort")
    number = item.vorgangsnummer
    queue(
        session,
        to="rosa@post.example",
        template="vorgang_link",
        thread=number,
        sprache="de",
        at=now,
    )
    record(
        session, thread=number, step="pruefen", by=None, at=now, to_status=item.status, reason=WORD
    )


def _marked() -> Iterator[Column[str]]:
    wanted = {column for retention in FEATURES.retentions for column in retention.columns}
    for column in text_columns(SQLModel.metadata):
        table = column.table.name
        if f"{table}.{column.name}" in wanted and table not in _BESIDE:
            yield column


def _mark(session: Session) -> None:
    for column in _marked():
        word = WORD[: getattr(column.type, "length", None) or len(WORD)]
        # A no has no "when", by its CHECK.
        which = column.table.c.machbar.in_(["ja", "teilweise"]) if column.name == "wann" else true()
        session.execute(update(column.table).where(which).values({column.name: word}))


def _years_later(session: Session, settings: Settings, now: FixedNow) -> None:
    """All retentions in the worker's order, in a transaction that is taken back."""
    at = now.replace(year=now.year + 20)
    for retention in FEATURES.retentions:
        if retention.sweep is not None:
            _run(session, settings, retention.sweep.forget, retention.period.before(at), at)
    session.expire_all()


def _run(session, settings, forget, before: datetime, at: datetime) -> None:  # type: ignore[no-untyped-def]
    after: int | None = 0
    while after is not None:
        after = forget(session, settings, before=before, at=at, after=after).last
