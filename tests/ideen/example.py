"""An Idee in any state, and one on its check page, for the tests that walk everything."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.ideen import eingabe
from app.ideen.forms import IdeeForm
from app.ideen.queries import of_vorgang
from app.ideen.status import Ideenstatus
from app.quartiere.models import Quartier
from app.settings import Settings
from tests.support.cast import Cast
from tests.support.clock import read_clock
from tests.support.factories import eine_idee


def example(cast: Cast, status: Ideenstatus, day: datetime) -> Any:
    """Whatever it promises is due on `day`."""
    row = eine_idee(cast.session, status, quartier=cast.quartier, pruefen_bis=day, antwort_bis=day)
    return of_vorgang(cast.session, row.vorgang_id)


def an_eingabe(session: Session, settings: Settings, quartier: Quartier, **words: str) -> str:
    """The secret part of its address."""
    usual = {"titel": "Eine Bank", "text": "Zum Ausruhen.", "quartier": quartier.slug}
    form = IdeeForm(data=usual | words)
    at = read_clock()
    form.seal(settings, at=at)
    token = eingabe.keep(session, form, form.sending(settings, at=at), at=at)
    session.commit()
    return token
