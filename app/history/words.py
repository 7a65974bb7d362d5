"""Steps in words for staff: what happened, who did it, why, and about how much money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.history.models import ActorKind, Step
from app.i18n import _
from app.text.formats import geld, zeitpunkt


@dataclass(frozen=True)
class Words:
    """What a feature calls its steps, and the person outside who takes some of them.

    `former` leads from the word of a step in older records to its present one.
    """

    steps: Mapping[Any, str]
    sender: str
    former: Mapping[str, str] = field(default_factory=dict)

    def name(self, step: Step) -> str:
        """The present word of code for it."""
        return self.former.get(step.step, step.step)

    def known(self, steps: Sequence[Step]) -> list[Step]:
        """What concerns only the sender's link has no word here."""
        return [s for s in steps if self.name(s) in self.steps]

    def what(self, step: Step) -> str:
        text = str(self.steps[self.name(step)])
        if step.amount_cent is None:
            return text
        return _("%(schritt)s: %(betrag)s") % {"schritt": text, "betrag": geld(step.amount_cent)}

    def who(self, step: Step) -> str:
        if step.actor_kind is ActorKind.staff:
            return step.actor_name
        return str(self.sender) if step.actor_kind is ActorKind.resident else _("Portal")

    def why(self, step: Step) -> str:
        """Who did it, and the reason where one was given."""
        who = self.who(step)
        return _("%(wer)s: %(grund)s") % {"wer": who, "grund": step.reason} if step.reason else who

    def last(self, steps: Sequence[Step]) -> str:
        """What happened last, in one sentence for the person who came too late."""
        known = self.known(steps)
        if not known:
            return ""
        return _("Zuletzt: %(schritt)s (%(wer)s, %(wann)s).") % {
            "schritt": self.what(known[-1]),
            "wer": self.who(known[-1]),
            "wann": zeitpunkt(known[-1].at),
        }
