"""The Sitzungen of a Fonds that are over, as its record tells them."""

import json
from datetime import date

from sqlmodel import Session

from app.clock import BERLIN
from app.fonds.models import Fonds
from app.fonds.phrases import TERMINE
from app.fonds.steps import thread_of
from app.history.chain import trail


def last_sitzung(session: Session, fonds: Fonds, today: date) -> date | None:
    """That of today counts; one whose day was moved before it came does not."""
    if fonds.naechste_sitzung is not None and fonds.naechste_sitzung <= today:
        return fonds.naechste_sitzung
    for step in reversed(trail(session, thread_of(fonds))):
        if step.phrase != TERMINE.code:
            continue
        replaced = json.loads(step.parameters)["sitzung_vorher"]
        if replaced and (day := date.fromisoformat(replaced)) <= step.at.astimezone(BERLIN).date():
            return day
    return None
