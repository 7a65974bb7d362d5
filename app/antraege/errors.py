"""Refusals that a form shows at its fields (422)."""

from collections.abc import Sequence

from app.antraege.rules import Befund
from app.errors import StepNotPossible
from app.i18n import _, ngettext


class Blockiert(StepNotPossible):
    """The Antrag cannot be submitted: these findings stand in the way.

    `regeln` are the ids of the rules, each once, in the order of the form. A field left out
    belongs to no rule.
    """

    def __init__(self, vorgangsnummer: str, befunde: Sequence[Befund]) -> None:
        self.vorgangsnummer = vorgangsnummer
        self.befunde = tuple(befunde)
        matters = {befund.regel: befund.sache for befund in self.befunde if befund.regel}
        self.regeln = tuple(matters)
        in_the_way = [f"{regel} ({sache})" for regel, sache in matters.items()]
        if left_out := sum(not befund.regel for befund in self.befunde):
            in_the_way.append(
                ngettext("%(n)s Angabe fehlt", "%(n)s Angaben fehlen", left_out) % {"n": left_out}
            )
        super().__init__(
            _("Der Antrag %(nummer)s ist noch nicht fertig: %(woran)s.")
            % {"nummer": vorgangsnummer, "woran": "; ".join(in_the_way)}
        )
