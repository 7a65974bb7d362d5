"""Which step is possible when: the lifecycle, and how this Fonds decides (fonds.md 5.4)."""

from collections.abc import Callable

from app.antraege.models import Antrag
from app.antraege.status import ERLAUBT, Antragsstatus, Schritt
from app.errors import StepNotPossible
from app.fonds.models import OHNE_VOTUM
from app.i18n import _

_S = Antragsstatus


def within_limit(antrag: Antrag) -> bool:
    """The Quartierskoordination may decide alone. Needs `fonds` loaded."""
    limit = antrag.fonds.grenze_koordination_cent
    return (
        limit is not None and antrag.beantragt_cent is not None and antrag.beantragt_cent <= limit
    )


def without_votum(antrag: Antrag) -> bool:
    """The formal check leads straight to the decision. Needs `fonds` loaded."""
    return antrag.fonds.entscheidungsart in OHNE_VOTUM or within_limit(antrag)


def most_cent(antrag: Antrag) -> int:
    """The most that can be released: what was recommended, or requested where nobody votes."""
    return antrag.reserve_cent


def _decidable(antrag: Antrag) -> bool:
    if antrag.status is _S.formal_geprueft:
        return without_votum(antrag)
    return antrag.status is _S.votiert


def _in(*states: Antragsstatus) -> Callable[[Antrag], bool]:
    return lambda antrag: antrag.status in states


_MOEGLICH: dict[Schritt, Callable[[Antrag], bool]] = {
    Schritt.anlegen: lambda _antrag: False,
    Schritt.einreichen: _in(_S.entwurf),
    Schritt.rueckfrage: _in(_S.eingereicht, _S.formal_geprueft),
    Schritt.beantworten: _in(_S.rueckfrage),
    Schritt.pruefen: _in(_S.eingereicht),
    Schritt.votum: lambda antrag: (
        antrag.status is _S.formal_geprueft and antrag.fonds.entscheidungsart not in OHNE_VOTUM
    ),
    Schritt.freigeben: lambda antrag: _decidable(antrag) and most_cent(antrag) > 0,
    Schritt.ablehnen: lambda antrag: antrag.status is _S.eingereicht or _decidable(antrag),
    Schritt.zurueckgeben: _in(_S.votiert),
    Schritt.zurueckstellen: _in(_S.formal_geprueft, _S.votiert),
    Schritt.wiederaufnehmen: _in(_S.zurueckgestellt),
    Schritt.zurueckziehen: lambda antrag: _S.zurueckgezogen in ERLAUBT[antrag.status],
    Schritt.befangenheit: _in(
        _S.eingereicht, _S.rueckfrage, _S.formal_geprueft, _S.votiert, _S.zurueckgestellt
    ),
}


def is_possible(antrag: Antrag, schritt: Schritt) -> bool:
    """Says nothing about who may do it."""
    return _MOEGLICH[schritt](antrag)


def demand(antrag: Antrag, schritt: Schritt) -> None:
    """Raises StepNotPossible with a sentence that says why."""
    if not is_possible(antrag, schritt):
        raise StepNotPossible(_why_not(antrag, schritt))


def _why_not(antrag: Antrag, schritt: Schritt) -> str:
    decides = schritt in (Schritt.freigeben, Schritt.ablehnen)
    if decides and antrag.status is _S.formal_geprueft:
        return _("Über diesen Antrag stimmt erst das Gremium ab. Erfassen Sie zuerst das Votum.")
    if schritt is Schritt.freigeben and antrag.status is _S.votiert:
        return _(
            "Das Gremium hat kein Geld empfohlen. Lehnen Sie den Antrag ab "
            "oder geben Sie ihn zurück."
        )
    if schritt is Schritt.votum and antrag.status is _S.formal_geprueft:
        return _(
            "In diesem Fonds stimmt kein Gremium ab. Der Antrag kann gleich entschieden werden."
        )
    return _("Das geht gerade nicht: Der Antrag ist inzwischen in einem anderen Stand.")
