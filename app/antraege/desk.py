"""What stands on whose desk before the decision: read off the same rights as the steps."""

from datetime import date, datetime

from sqlmodel import Session

from app.antraege import policy, queries
from app.antraege.charge import able, is_decided_next, missing
from app.antraege.decision import waits_for_votum
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.clock import BERLIN
from app.errors import Verdict

_S = Antragsstatus


def open_tasks(session: Session, actor: Actor, *, at: datetime) -> list[Antrag]:
    """What waits for this actor, by due date."""
    found = queries.in_procedure(session, actor)
    return [row for row in found if is_turn_of(actor, row, at) or lacks_somebody(actor, row, at)]


def without_anybody(session: Session, *, at: datetime) -> list[Antrag]:
    """Nobody may act on them, and no Gesamtkoordination can say who does."""
    found = queries.all_in_procedure(session)
    naming = Permission.zustaendige_bestimmen
    return [row for row in found if missing(row, at) and not able(row, naming, at)]


def is_turn_of(actor: Actor, antrag: Antrag, at: datetime) -> bool:
    """A question is the sender's turn until its term is over; what was put off with its Votum
    comes back on its day. Before a Votum the Sitzung has to be prepared meanwhile."""
    if antrag.status is _S.rueckfrage and not (antrag.faellig_am and antrag.faellig_am < at):
        return False
    rests = antrag.status is _S.zurueckgestellt and not waits_for_votum(antrag)
    if rests and antrag.faellig_am and _day(antrag.faellig_am) > _day(at):
        return False
    return bool(_may_go_on(actor, antrag))


def _day(at: datetime) -> date:
    return at.astimezone(BERLIN).date()


def lacks_somebody(actor: Actor, antrag: Antrag, at: datetime) -> bool:
    """Nobody in charge of the place can act, and this actor can say who does."""
    return missing(antrag, at) is not None and bool(policy.may_zuweisen(actor, antrag))


def _may_go_on(actor: Actor, antrag: Antrag) -> Verdict:
    """With the step that leads on."""
    if antrag.status is _S.zurueckgestellt:
        return policy.may_zurueckstellen(actor, antrag)
    if is_decided_next(antrag):
        return policy.may_freigeben(actor, antrag)
    if antrag.status is _S.formal_geprueft and waits_for_votum(antrag):
        return policy.may_votum_erfassen(actor, antrag)
    return policy.may_pruefen(actor, antrag)
