"""What the steps themselves say of who may take them, and when."""

from collections.abc import Callable
from enum import StrEnum

from app.antraege.buero.steps import STEPS
from app.antraege.hindrances import hindrance
from app.antraege.models import Antrag
from app.antraege.policy import may_as_sender
from app.antraege.status import LEBENSLAUF, Schritt
from app.auth.actor import Actor
from app.errors import Verdict
from tests.support.clock import read_clock

# The reply is a step of staff too, who write it down.
OF_SENDER = (Schritt.einreichen, Schritt.zurueckziehen)
MAY: dict[StrEnum, Callable[[Actor, Antrag], Verdict]] = {
    **dict.fromkeys(OF_SENDER, may_as_sender),
    **{step.schritt: step.may for step in STEPS},
}


def is_possible(antrag: Antrag, schritt: StrEnum) -> bool:
    """Whoever takes it."""
    now = read_clock()
    return LEBENSLAUF.allows(antrag.status, schritt) and not hindrance(antrag, schritt, now)


def possible_steps(actor: Actor, antrag: Antrag) -> list[StrEnum]:
    """Those that this actor may take now."""
    return [s for s, may in MAY.items() if is_possible(antrag, s) and may(actor, antrag)]
