"""The page on which staff work on one item: what it says, and what can be done now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from fastapi import Request
from sqlmodel import Session

from app.auth.actor import Actor
from app.casework.door import doors
from app.casework.notes import Item as HasVorgang
from app.casework.office import Office
from app.casework.readings import remember
from app.casework.steps import StaffStep
from app.casework.tasks import next_task
from app.casework.versions import SEEN, version
from app.history.chain import trail
from app.history.models import Step
from app.text.formats import datum, geld
from app.web.forms import Form

Item = TypeVar("Item", bound=HasVorgang)


@dataclass(frozen=True)
class Attempt(Generic[Item]):
    """What came of a step. Without a form it is done; otherwise `form` is as it was sent.

    `texts` is what was typed where the page has no form for it any more: (label, text).
    """

    step: StaffStep[Item]
    form: Form | None = None
    too_late: str = ""
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class DeskPage(Generic[Item]):
    """One item of an office, as this actor sees it at `at` (aware UTC)."""

    office: Office[Item]
    request: Request
    vorgangsnummer: str
    session: Session
    actor: Actor
    at: datetime

    def load(self, *, lock: bool = False) -> Item:
        """Raises NotFound."""
        return self.office.load(self.session, self.actor, self.vorgangsnummer, lock=lock)

    def done_before(self) -> Attempt[Item] | None:
        """The step that the address says was done; nonsense is as if it were not there."""
        step = self.office.step(self.request.query_params.get("getan", ""))
        return Attempt(step) if step else None

    def opened(self) -> dict[str, Any]:
        """For the page as somebody opens it, and remembered where the office wants it."""
        context = self.context(self.load(), self.done_before())
        if self.office.wants_reading(context) and self.actor.staff_id is not None:
            # Gives the connection back first: nobody waits for a second one while holding one.
            self.session.commit()
            remember(
                self.request.app.state.engine,
                staff_id=self.actor.staff_id,
                thread=self.vorgangsnummer,
                version=context[SEEN],
                at=self.at,
            )
        return context

    def context(self, item: Item, attempt: Attempt[Item] | None) -> dict[str, Any]:
        """For the page and its fragment."""
        choice = self.office.choice(self.actor, item, at=self.at)
        steps = trail(self.session, item.vorgangsnummer)
        done = self._confirmed(item, steps, attempt)
        return {
            **self.office.screen(self.session, self.actor, item, steps, at=self.at),
            "hier": self.office.address(item),
            "bis": self.office.due(item),
            SEEN: version(self.office.words.with_words(steps)),
            "wahl": choice,
            "nur_seite": bool(choice.steps) and item.vorgang.email is None,
            "formulare": _forms(choice.steps, item, attempt),
            "versuch": attempt,
            "getan": done,
            "naechste": self._next(item) if done else None,
        }

    def _confirmed(self, item: Item, steps: Sequence[Step], attempt: Attempt[Item] | None) -> str:
        """The sentence after the step; "" where it is not what this actor has just done."""
        if attempt is None or attempt.form is not None or not steps:
            return ""
        last = steps[-1]
        if (last.staff_id, last.step) != (self.actor.staff_id, attempt.step.schritt):
            return ""
        until = self.office.due(item)
        return str(attempt.step.done) % {
            "betrag": geld(last.amount_cent or 0),
            "bis": datum(until) if until else "",
        }

    def _next(self, item: Item) -> Any:
        besides = item.vorgangsnummer
        features = doors(self.request)
        return next_task(features, self.session, self.actor, at=self.at, besides=besides)


def _forms(
    steps: Iterable[StaffStep[Item]], item: Item, attempt: Attempt[Item] | None
) -> dict[str, Form]:
    """By address: each as it is first shown, but one that was refused as it was sent."""
    forms = {step.address: step.form(data=step.initial(item)) for step in steps}
    if attempt and attempt.form is not None and attempt.step.address in forms:
        forms[attempt.step.address] = attempt.form
    return forms
