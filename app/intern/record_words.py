"""One word for each step and state of the record, whatever feature wrote it."""

from collections.abc import Iterator

from app.casework.door import Chain, Features
from app.history.models import Step
from app.i18n import _


class RecordWords:
    """The same word of code means other things in other chains, so the thread decides."""

    def __init__(self, features: Features) -> None:
        self._chains = features.chains

    def step(self, step: Step) -> str:
        for chain in self._of(step):
            name = chain.words.name(step)
            if name in chain.words.steps:
                return str(chain.words.steps[name])
        return step.step

    def who(self, step: Step) -> str:
        return next(chain.words.who(step) for chain in self._of(step))

    def move(self, step: Step) -> str:
        """From where to where it led; "" where the state stayed."""
        if step.from_status == step.to_status:
            return ""
        before = self._state(step, step.from_status) if step.from_status else _("neu")
        return f"{before} → {self._state(step, step.to_status or '')}"

    def _state(self, step: Step, status: str) -> str:
        found = (chain.states[status] for chain in self._of(step) if status in chain.states)
        return str(next(found, status))

    def _of(self, step: Step) -> Iterator[Chain]:
        return (chain for chain in self._chains if step.thread.startswith(chain.prefix))
