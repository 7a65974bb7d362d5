"""Refusals that a form shows at its fields (422)."""

from collections.abc import Sequence

from app.antraege.rules import Befund
from app.errors import StepNotPossible
from app.i18n import _


class Blockiert(StepNotPossible):
    """The Antrag cannot be submitted: these findings stand in the way."""

    def __init__(self, befunde: Sequence[Befund]) -> None:
        super().__init__(
            _("Der Antrag ist noch nicht fertig. Bitte sehen Sie sich die Hinweise an.")
        )
        self.befunde = tuple(befunde)
