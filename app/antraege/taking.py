"""How staff take a step on an Antrag; the way is the same for every feature."""

from typing import Annotated, Any

from fastapi import Depends

from app.antraege import policy, queries, steps
from app.antraege.models import Antrag
from app.antraege.screen import FRAGMENT, PAGE, shown
from app.antraege.status import Schritt
from app.antraege.trail import WORDS
from app.errors import Verdict
from app.history.chain import trail
from app.web.taking import Attempt, StaffStep, Taking


class AntragTaking(Taking[Antrag]):
    page, fragment = PAGE, FRAGMENT

    def load(self, *, lock: bool = False) -> Antrag:
        return queries.staff_one(self.session, self.actor, self.vorgangsnummer, lock=lock)

    def verdict(self, step: StaffStep) -> Verdict:
        return policy.MAY[Schritt(step.schritt)](self.actor, self.item)

    def demand(self, step: StaffStep) -> None:
        steps.demand(self.item, Schritt(step.schritt))

    def shown(self, attempt: Attempt) -> dict[str, Any]:
        return shown(self.session, self.actor, self.item, at=self.at, attempt=attempt)

    def last_step(self) -> str:
        return WORDS.last(trail(self.session, self.vorgangsnummer))


Taken = Annotated[AntragTaking, Depends()]
