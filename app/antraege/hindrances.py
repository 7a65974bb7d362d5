"""Which step is possible when: the lifecycle, and how this Fonds decides (fonds.md 5.4)."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from app.antraege.decision import most_cent, without_votum
from app.antraege.models import Antrag
from app.antraege.status import LEBENSLAUF, Antragsstatus, Schritt
from app.antraege.years import unpaid_because
from app.errors import StepNotPossible
from app.fonds.models import OHNE_VOTUM
from app.i18n import _

_S = Antragsstatus


def demand(antrag: Antrag, schritt: StrEnum) -> None:
    """Raises StepNotPossible with a sentence that says why."""
    LEBENSLAUF.demand(antrag.status, schritt)
    if reason := hindrance(antrag, schritt):
        raise StepNotPossible(reason)


def hindrance(antrag: Antrag, schritt: StrEnum) -> str:
    """What stands in the way of a step that the state allows, because of how this Fonds decides;
    "" where nothing does."""
    if antrag.status is _S.formal_geprueft:
        if schritt in (Schritt.freigeben, Schritt.ablehnen) and not without_votum(antrag):
            return _(
                "Über diesen Antrag stimmt erst das Gremium ab. Erfassen Sie zuerst das Votum."
            )
        if schritt is Schritt.votum and antrag.fonds.entscheidungsart in OHNE_VOTUM:
            return _(
                "In diesem Fonds stimmt kein Gremium ab. Der Antrag kann gleich entschieden werden."
            )
    if schritt is Schritt.freigeben and most_cent(antrag) <= 0:
        return _(
            "Das Gremium hat kein Geld empfohlen. Lehnen Sie den Antrag ab "
            "oder geben Sie ihn zurück."
        )
    if schritt is Schritt.freigeben:
        return unpaid_because(antrag)
    return ""


def hindrance_to(schritt: StrEnum) -> Callable[[Antrag, datetime], str]:
    """The same for one step, as a StaffStep asks it."""
    return lambda antrag, _at: hindrance(antrag, schritt)
