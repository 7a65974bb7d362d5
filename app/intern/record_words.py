"""One word for each step, state and reason of the record, whatever feature wrote it."""

from app.casework.door import Features
from app.history.models import Step
from app.history.words import Words
from app.i18n import _


class RecordWords:
    """The same word of code means other things in other chains, so the thread decides."""

    def __init__(self, features: Features) -> None:
        self._chains = features.chains

    def step(self, step: Step) -> str:
        return self._of(step).label(step)

    def who(self, step: Step) -> str:
        return self._of(step).who(step)

    def reason(self, step: Step) -> str:
        return self._of(step).staff_reason(step)

    def move(self, step: Step) -> str:
        """From where to where it led; "" where the state stayed."""
        if step.from_status == step.to_status:
            return ""
        words = self._of(step)
        before = words.state(step.from_status) if step.from_status else _("neu")
        return f"{before} → {words.state(step.to_status or '')}"

    def thread(self, step: Step) -> str:
        """A Vorgangsnummer as it is; of other threads what they are about."""
        chain = next(c for c in self._chains if step.thread.startswith(c.prefix))
        if not chain.word:
            return step.thread
        return f"{chain.word} {step.thread.removeprefix(chain.prefix)}".strip()

    def _of(self, step: Step) -> Words:
        """Those of its own chain, but where only the words for all threads know the step."""
        fitting = [c.words for c in self._chains if step.thread.startswith(c.prefix)]
        return next((w for w in fitting if w.name(step) in w.steps), fitting[0])
