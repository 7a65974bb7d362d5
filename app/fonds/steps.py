"""What staff do with a Fonds. Every step is written to the record of the Fonds."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session, select

from app.auth.actor import Actor
from app.db import row_id
from app.errors import FieldRefused
from app.fonds.fondsstand import Fondsstand
from app.fonds.models import Fonds
from app.fonds.phrases import PHRASES, TERMINE
from app.fonds.termine import Termine
from app.history.chain import record
from app.history.words import Words
from app.i18n import _, _l

THREAD = "fonds-"
"""How the threads of Fonds begin."""


class Fondsschritt(StrEnum):
    termine_eintragen = "termine_eintragen"


WORDS = Words(
    {Fondsschritt.termine_eintragen: _l("Termine eingetragen")}, sender="", phrases=PHRASES
)


def thread_of(fonds: Fonds) -> str:
    return f"{THREAD}{row_id(fonds.id)}"


def names_of_threads(session: Session, threads: Collection[str]) -> dict[str, str]:
    """How the Fonds are called that these threads of the record are about."""
    names = {thread_of(fonds): fonds.name for fonds in session.exec(select(Fonds))}
    return {thread: names[thread] for thread in threads if thread in names}


def termine_eintragen(
    session: Session,
    stand: Fondsstand,
    *,
    frist: date | None,
    sitzung: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """The coming Annahmeschluss and Sitzung, None for none; `stand` has its days locked.

    Raises FieldRefused for a day that cannot be. What is entered already is no step.
    """
    fonds = stand.fonds
    _check(stand.termine, frist, sitzung)
    before = (fonds.naechste_frist, fonds.naechste_sitzung)
    if before == (frist, sitzung):
        return
    fonds.naechste_frist, fonds.naechste_sitzung = frist, sitzung
    session.add(fonds)
    remark = TERMINE(
        fonds=fonds.name,
        frist_vorher=_iso(before[0]),
        frist=_iso(frist),
        sitzung_vorher=_iso(before[1]),
        sitzung=_iso(sitzung),
    )
    step, thread = Fondsschritt.termine_eintragen, thread_of(fonds)
    record(session, thread=thread, step=step, by=by, at=at, remark=remark, public=False)


def _check(termine: Termine, frist: date | None, sitzung: date | None) -> None:
    """What is entered already stays possible, though its day be over."""
    for feld, day, entry in zip(
        ("frist", "sitzung"), (frist, sitzung), termine.entries, strict=True
    ):
        if day is None or day == entry:
            continue
        if day < termine.today:
            raise FieldRefused(
                feld, _("Dieser Tag ist vorbei. Bitte nehmen Sie einen, der noch kommt.")
            )
        if day.year > termine.today.year + 1:
            raise FieldRefused(
                feld,
                _("Bitte prüfen Sie das Jahr: Der Tag liegt in %(jahr)s oder im Jahr danach.")
                % {"jahr": termine.today.year},
            )
    if frist and sitzung and frist > sitzung:
        raise FieldRefused(
            "frist", _("Bitte nehmen Sie einen Tag, der nicht nach der Sitzung liegt.")
        )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
