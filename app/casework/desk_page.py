"""The page on which staff work on one item: what it says, and what can be done now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from fastapi import Request
from sqlmodel import Session

from app.auth.actor import Actor
from app.casework.door import Task, doors
from app.casework.notes import Item as HasVorgang
from app.casework.office import Office
from app.casework.questions import reminders
from app.casework.readings import remember
from app.casework.sitting import Sitting, number_in
from app.casework.steps import StaffStep
from app.casework.tasks import next_of, task_for, tasks_of
from app.casework.versions import SEEN, version
from app.errors import NotFound
from app.history.chain import trail
from app.history.models import Step
from app.text.formats import datum, geld
from app.web.forms import Form

Item = TypeVar("Item", bound=HasVorgang)
NEXT = "/intern/naechste"
"""Leads on to what comes next."""
GO_ON = "weiter"
"""The press that takes a step and leads on."""
BEFORE = "vorher"
"""In the address it leads to: what was done where, "I-2026-00042.veroeffentlichung"."""


@dataclass(frozen=True)
class Attempt(Generic[Item]):
    """What came of a step. Without a form it is done; otherwise `form` is as it was sent.

    `texts` is what was typed where the page has no form for it any more: (label, text). `following`
    is the number of what came next in the order of the desk before the step.
    """

    step: StaffStep[Item]
    form: Form | None = None
    too_late: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    following: str = ""


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
        query = self.request.query_params
        step = self.office.step(query.get("getan", ""))
        return Attempt(step, following=query.get("dann", "")) if step else None

    @property
    def sitting(self) -> Sitting:
        return Sitting.read(self.request.query_params)

    def following(self) -> Task | None:
        """What this person has to do after this item, as long as it waits itself."""
        tasks, number = self._tasks(), self.vorgangsnummer
        seen = self.sitting.including(number).seen
        return next_of(tasks, seen, after=task_for(tasks, number))

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
        done = self._confirmed(steps, attempt, due=self.office.due(item))
        passed = self.sitting.including(item.vorgangsnummer)
        return {
            **self.office.screen(self.session, self.actor, item, steps, at=self.at),
            "hier": self.office.address(item),
            "bis": self.office.due(item),
            SEEN: version(self.office.words.with_words(steps)),
            "wahl": choice,
            "nur_seite": bool(choice.steps) and item.vorgang.email is None,
            "erinnert": reminders(self.office.words, steps),
            "formulare": self._forms(choice.steps, item, attempt),
            "versuch": attempt,
            "getan": done,
            "naechste": self._next(passed, attempt) if attempt and done else None,
            "vorher": "" if attempt else self._done_elsewhere(),
            "sitzung": (passed if done else self.sitting).query(),
            "danach": passed.query(),
            "weiter": NEXT + passed.query({"nach": item.vorgangsnummer}),
        }

    def _confirmed(
        self, steps: Sequence[Step], attempt: Attempt[Any] | None, *, due: datetime | None
    ) -> str:
        """The sentence after the step; "" where it is not what this actor has just done."""
        if attempt is None or attempt.form is not None or not steps:
            return ""
        last = steps[-1]
        if (last.staff_id, last.step) != (self.actor.staff_id, attempt.step.schritt):
            return ""
        return str(attempt.step.done) % {
            "betrag": geld(last.amount_cent or 0),
            "bis": datum(due) if due else "",
        }

    def _done_elsewhere(self) -> str:
        """What was done at another item by a press that led here, with its number."""
        raw, _dot, address = self.request.query_params.get(BEFORE, "").partition(".")
        number = number_in(raw)
        if not number:
            return ""
        try:
            office = doors(self.request).kind_of_number(number).office
            item = office.load(self.session, self.actor, number)
        except NotFound:
            return ""
        step = office.step(address)
        attempt = Attempt(step) if step else None
        done = self._confirmed(trail(self.session, number), attempt, due=office.due(item))
        return f"{number}: {done}" if done else ""

    def _next(self, passed: Sitting, attempt: Attempt[Item]) -> Task | None:
        """What came next before the step, if nobody has done it since."""
        tasks = [task for task in self._tasks() if task.vorgangsnummer not in passed.seen]
        return task_for(tasks, attempt.following) or next_of(tasks, (), after=None)

    def _tasks(self) -> list[Task]:
        return tasks_of(doors(self.request), self.session, self.actor, at=self.at)

    def _forms(
        self, steps: Iterable[StaffStep[Item]], item: Item, attempt: Attempt[Item] | None
    ) -> dict[str, Form]:
        """By address: each as it is first shown, but one that was refused as it was sent."""
        forms = {step.address: self._form(step, item) for step in steps}
        if attempt and attempt.form is not None and attempt.step.address in forms:
            forms[attempt.step.address] = attempt.form
        return forms

    def _form(self, step: StaffStep[Item], item: Item) -> Form:
        form = step.form(data=step.initial(item))
        step.prepare(self.session, item, form, self.at)
        return form
