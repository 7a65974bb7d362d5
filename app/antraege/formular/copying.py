"""The entries of one Antrag in another: its answers, its lines, its files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.antraege import address, queries
from app.antraege.formular import drafts
from app.antraege.formular.forms import ZWECKE
from app.antraege.models import Angebot, Antrag, Regelbegruendung, Rohtext
from app.antraege.rules import Seite
from app.db import row_id
from app.files.intake import copied_key, copy_objects
from app.files.models import Datei
from app.settings import Settings
from app.vorgaenge.queries import files_of

# Said once for one Antrag: whoever begins another says it anew.
_DECLARED = (
    "nicht_begonnen",
    "nicht_doppelt",
    "angaben_richtig",
    "richtlinie_gelesen",
    "datenschutz_gelesen",
)


@dataclass(frozen=True)
class Copied:
    """A file of the old Antrag whose objects lie in the store a second time, under `schluessel`;
    `line` is the id of the old line of the costs that it shows."""

    datei: Datei
    schluessel: str
    line: int | None


def copy_files(session: Session, settings: Settings, old: Antrag, sending: str) -> list[Copied]:
    """What was attached in the form; not what came with a reply. A file whose objects are gone is
    left out."""
    offers, purposes = queries.offers(session, old), dict(ZWECKE)
    found = []
    for datei in files_of(session, old.vorgangsnummer):
        key = copied_key(datei, sending)
        if datei.zweck in purposes and copy_objects(settings, datei, key):
            found.append(Copied(datei, key, offers.get(datei.id or 0)))
    return found


def copy_entries(
    session: Session, old: Antrag, new: Antrag, files: list[Copied], *, at: datetime
) -> None:
    """Both loaded with everything, the new one locked."""
    for seite in Seite:
        drafts.save(session, new, seite, _values(old, seite))
    for reason in old.begruendungen:
        new.begruendungen.append(
            Regelbegruendung(antrag_id=row_id(new.id), regel=reason.regel, text=reason.text)
        )
    for raw in old.rohtexte:
        new.rohtexte.append(
            Rohtext(antrag_id=row_id(new.id), seite=raw.seite, feld=raw.feld, text=raw.text)
        )
    costs = {row.id: _copy(row, new) for row in old.kosten}
    new.kosten.extend(costs.values())
    new.finanzierung.extend(_copy(row, new) for row in old.finanzierung)
    session.flush()
    for copied in files:
        _attach(session, new, copied, costs, at)


def _values(old: Antrag, seite: Seite) -> drafts.Values:
    """What is not public any more cannot be named again."""
    values = drafts.draft_values(old, seite)
    if seite is Seite.wer:
        values["email"] = address.present(old)
    if seite is Seite.was:
        values["idee"] = old.idee if old.idee and old.idee.is_public else None
        if old.projekt is None or not old.projekt.is_public:
            values["projekt_id"] = ""
    if seite is Seite.wann_wo and old.quartier_id not in {q.id for q in old.fonds.quartiere}:
        values["quartier_id"] = ""
    if seite is Seite.erklaerungen:
        values |= dict.fromkeys(_DECLARED, False)
    return values


def _copy(row: Any, new: Antrag) -> Any:
    return type(row)(**row.model_dump(exclude={"id"}) | {"antrag_id": row_id(new.id)})


def _attach(
    session: Session, new: Antrag, copied: Copied, costs: dict[int | None, Any], at: datetime
) -> None:
    old = copied.datei.model_dump(exclude={"id", "oeffentlich"})
    datei = Datei(
        **old | {"schluessel": copied.schluessel, "thread": new.vorgangsnummer, "angelegt_am": at}
    )
    session.add(datei)
    session.flush()
    if copied.line in costs:
        line_id = row_id(costs[copied.line].id)
        session.add(Angebot(datei_id=row_id(datei.id), kostenposition_id=line_id))
