"""How staff take a step on an Idee; the way is the same for every feature."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Depends

from app.errors import StepNotPossible, Verdict
from app.history.chain import trail
from app.i18n import _
from app.ideen import policy, queries
from app.ideen.models import Idee
from app.ideen.screen import FRAGMENT, PAGE, shown
from app.ideen.staff_steps import possible_steps
from app.ideen.trail import WORDS
from app.web.taking import Attempt, StaffStep, Taking


class IdeeTaking(Taking[Idee]):
    page, fragment = PAGE, FRAGMENT

    def load(self, *, lock: bool = False) -> Idee:
        return queries.one_for(self.session, self.actor, self.vorgangsnummer, lock=lock)

    def verdict(self, step: StaffStep) -> Verdict:
        return policy.may_moderieren(self.actor, self.item)

    def demand(self, step: StaffStep) -> None:
        if step not in possible_steps(self.item):
            raise StepNotPossible(
                _("Das geht gerade nicht: Die Idee ist inzwischen in einem anderen Stand.")
            )

    def shown(self, attempt: Attempt) -> dict[str, Any]:
        return shown(self.session, self.actor, self.item, at=self.at, attempt=attempt)

    def last_step(self) -> str:
        return WORDS.last(trail(self.session, self.vorgangsnummer))

    def known_texts(self) -> Sequence[str | None]:
        """Publishing as it stands sends the Idee's own text along."""
        return self.item.text, self.item.original_text


Taken = Annotated[IdeeTaking, Depends()]
