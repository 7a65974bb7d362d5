"""Steps in words for staff: what happened, who did it, why, and about how much money."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.history.chain import FORGET
from app.history.models import ActorKind, Step
from app.history.phrases import Register, sentence
from app.i18n import _, _l
from app.text.formats import geld, zeitpunkt

# Steps that the record itself takes, in threads of every feature.
_OWN = {FORGET: _l("Texte gelöscht, weil ihre Frist um war")}


@dataclass(frozen=True)
class Words:
    """What a feature calls its steps, and the person outside who takes some of them.

    The record is never rewritten, so a step or state that is called otherwise today stands in
    `former` or `former_states`: the word that was written -> the word of today. `phrases` are what
    the portal itself has said in these threads.
    """

    steps: Mapping[Any, str]
    sender: str
    states: Mapping[Any, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    former_states: Mapping[str, str] = field(default_factory=dict)
    phrases: Register = field(default_factory=dict)

    def name(self, step: Step) -> str:
        """Today's word of code for it."""
        return self.former.get(step.step, step.step)

    def spellings(self, names: Iterable[str]) -> frozenset[str]:
        """Under which words of code these steps may lie in the record."""
        today = frozenset(names)
        return today | {old for old, new in self.former.items() if new in today}

    def with_words(self, steps: Sequence[Step]) -> list[Step]:
        """What concerns only the sender's link has no word here."""
        return [s for s in steps if self.name(s) in self.steps]

    def label(self, step: Step) -> str:
        """The step's word for people; its word of code where nobody has declared one."""
        name = self.name(step)
        return str(self.steps.get(name) or _OWN.get(name, name))

    def state(self, status: str) -> str:
        """Like `label`, for a state that the record holds."""
        name = self.former_states.get(status, status)
        return str(self.states.get(name, name))

    def what(self, step: Step) -> str:
        text = self.label(step)
        if step.amount_cent is None:
            return text
        return _("%(schritt)s: %(betrag)s") % {"schritt": text, "betrag": geld(step.amount_cent)}

    def who(self, step: Step) -> str:
        if step.actor_kind is ActorKind.staff:
            return step.actor_name
        return str(self.sender) if step.actor_kind is ActorKind.resident else _("Portal")

    def reason(self, step: Step) -> str:
        """Why: what the portal says of it and what somebody typed; "" where nobody gave one."""
        phrase = sentence(self.phrases, step.phrase, step.parameters)
        return " ".join(text for text in (phrase, step.reason) if text)

    def staff_reason(self, step: Step) -> str:
        """The same for staff, who are told where a text has been deleted."""
        deleted = _("Der Text ist gelöscht.") if step.lacks_text else ""
        return " ".join(text for text in (self.reason(step), deleted) if text)

    def why(self, step: Step) -> str:
        """Who did it, and the reason where one was given."""
        who, reason = self.who(step), self.staff_reason(step)
        return _("%(wer)s: %(grund)s") % {"wer": who, "grund": reason} if reason else who

    def last(self, steps: Sequence[Step]) -> str:
        """What happened last, in one sentence for the person who came too late."""
        rows = self.with_words(steps)
        if not rows:
            return ""
        return _("Zuletzt: %(schritt)s (%(wer)s, %(wann)s).") % {
            "schritt": self.what(rows[-1]),
            "wer": self.who(rows[-1]),
            "wann": zeitpunkt(rows[-1].at),
        }
