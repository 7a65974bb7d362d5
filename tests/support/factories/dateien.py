"""Files of an Idee or Antrag: the row alone, without anything in the store."""

from typing import Any

from sqlmodel import Session

from app.antraege.models import Antrag
from app.files.models import Datei, Dateiart
from app.ideen.models import Idee
from tests.support.clock import read_clock
from tests.support.factories.common import number, save


def eine_datei(session: Session, item: Idee | Antrag, **values: Any) -> Datei:
    n = next(number)
    defaults = {
        "schluessel": f"{n:048x}",
        "thread": item.vorgangsnummer,
        "zweck": "angebot",
        "art": Dateiart.pdf,
        "name": f"Angebot {n}.pdf",
        "groesse": 1_000,
        "angelegt_am": read_clock(),
    }
    return save(session, Datei(**defaults | values))
