"""The Idee or Antrag behind a Vorgang, and what its sender can do with it."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.antraege import actions as antrag_actions
from app.antraege import queries as antrag_queries
from app.antraege.models import Antrag
from app.antraege.status import ERLAUBT as ANTRAG_ERLAUBT
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.db import row_id
from app.errors import StepNotPossible
from app.files import intake
from app.i18n import _
from app.ideen import actions as idee_actions
from app.ideen import queries as idee_queries
from app.ideen.models import Idee
from app.ideen.status import ABLEHNUNGSGRUENDE, OEFFENTLICH, Ideenstatus
from app.ideen.status import ERLAUBT as IDEE_ERLAUBT
from app.settings import Settings
from app.vorgaenge.models import Vorgang, Vorgangsart


def item_of(session: Session, vorgang: Vorgang, *, lock: bool = False) -> Idee | Antrag:
    """With `lock` its row is held until the transaction ends."""
    number = row_id(vorgang.id)
    if vorgang.art is Vorgangsart.idee:
        return idee_queries.of_vorgang(session, number, lock=lock)
    return antrag_queries.of_vorgang(session, number, lock=lock)


def can_answer(item: Idee | Antrag) -> bool:
    return item.status in (Ideenstatus.nachgefragt, Antragsstatus.rueckfrage)


def can_object(item: Idee | Antrag) -> bool:
    return (
        isinstance(item, Idee)
        and item.status is Ideenstatus.abgelehnt_netiquette
        and item.widersprochen_am is None
    )


def can_withdraw(item: Idee | Antrag) -> bool:
    if isinstance(item, Idee):
        return Ideenstatus.zurueckgezogen in IDEE_ERLAUBT[item.status]
    return Antragsstatus.zurueckgezogen in ANTRAG_ERLAUBT[item.status]


def demand_open(possible: bool) -> None:
    """Raises StepNotPossible before a form is judged that is not on the page any more."""
    if not possible:
        raise StepNotPossible(_("Das ist schon erledigt. Laden Sie Ihren Vorgang neu."))


def refusal(item: Idee | Antrag) -> str:
    """Why an Idee was not published, in the words of the list; "" otherwise."""
    if isinstance(item, Idee) and item.ablehnungsgrund:
        return str(ABLEHNUNGSGRUENDE[item.ablehnungsgrund])
    return ""


def is_good_news(item: Idee | Antrag) -> bool:
    return item.status in (
        Ideenstatus.umsetzbar,
        Ideenstatus.teilweise_umsetzbar,
        Ideenstatus.umgesetzt,
        Antragsstatus.bewilligt,
        Antragsstatus.vereinbart,
        Antragsstatus.abgeschlossen,
    )


def is_public(item: Idee | Antrag) -> bool:
    return isinstance(item, Idee) and item.status in OEFFENTLICH


def answer(
    session: Session,
    settings: Settings,
    vorgang: Vorgang,
    *,
    text: str,
    dateien: Sequence[str],
    at: datetime,
) -> None:
    """Reply to a Rückfrage; `dateien` are staged references. They stay between sender and staff:
    publishing an Idee does not publish them."""
    item = item_of(session, vorgang, lock=True)
    by = Actor.holder(vorgang.vorgangsnummer)
    if isinstance(item, Idee):
        idee_actions.antworten(session, item, text=text, by=by, at=at)
    else:
        antrag_actions.beantworten(session, item, text=text, by=by, at=at)
    thread = vorgang.vorgangsnummer
    for reference in dateien:
        intake.attach(session, settings, reference, thread=thread, zweck="antwort", at=at)


def withdraw(session: Session, vorgang: Vorgang, *, at: datetime) -> None:
    item = item_of(session, vorgang, lock=True)
    by = Actor.holder(vorgang.vorgangsnummer)
    if isinstance(item, Idee):
        idee_actions.zurueckziehen(session, item, by=by, at=at)
    else:
        antrag_actions.zurueckziehen(session, item, by=by, at=at)
