"""One word for each step, state and reason of the record, whatever feature wrote it."""

from collections.abc import Collection, Sequence

from sqlmodel import Session

from app.auth.actor import Actor
from app.casework.door import Chain, Features
from app.history.models import Step
from app.history.words import Words
from app.i18n import _


class RecordWords:
    """The same word of code means other things in other chains, so the thread decides."""

    def __init__(
        self, features: Features, session: Session, actor: Actor, steps: Sequence[Step]
    ) -> None:
        """`steps` are all that are asked for: what they are about is looked up at once."""
        self._chains, self._actor = features.chains, actor
        self._names = self._look_up(session, {step.thread for step in steps})

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
        chain = self._chain(step.thread)
        if not chain.word:
            return step.thread
        if name := self._names.get(step.thread):
            return f"{chain.word}: {name}"
        return f"{chain.word} {step.thread.removeprefix(chain.prefix)}".strip()

    def address(self, step: Step) -> str:
        """Where it is seen; "" where this actor may not, or there is no such place."""
        chain = self._chain(step.thread)
        if chain.permission is None or not self._actor.has(chain.permission):
            return ""
        return chain.address(step.thread)

    def _look_up(self, session: Session, threads: Collection[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for chain in self._chains:
            own = [t for t in threads if self._chain(t) is chain]
            if own:
                found |= chain.names(session, own)
        return found

    def _chain(self, thread: str) -> Chain:
        return next(c for c in self._chains if thread.startswith(c.prefix))

    def _of(self, step: Step) -> Words:
        """Those of its own chain, but where only the words for all threads know the step."""
        fitting = [c.words for c in self._chains if step.thread.startswith(c.prefix)]
        return next((w for w in fitting if w.name(step) in w.steps), fitting[0])
