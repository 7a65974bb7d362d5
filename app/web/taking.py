"""How staff take a step over HTTP: the same for every feature, whatever the step does.

Loaded as this actor sees it and locked, judged, the form bound, the step done; then the page anew
with one sentence of confirmation. What stands in the way is told on the same page, with what was
typed: 422 for a value that does not fit, 409 where another person was faster.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from fastapi import Request
from fastapi.responses import Response

from app.auth.actor import Actor
from app.auth.dependencies import CurrentActor
from app.clock import Now
from app.db import DbSession
from app.errors import FieldRefused, StepNotPossible, Verdict
from app.history.models import Step
from app.text.formats import datum, geld
from app.web.forms import AreaField, Form, RawForm, bind
from app.web.refusals import Refused
from app.web.rendering import redirect, respond

Item = TypeVar("Item")

# (session, item, *, by, at, **the form's values)
Action = Callable[..., None]


@dataclass(frozen=True)
class StaffStep:
    """`schritt` is its word in the record, `address` the last part of its own address, `kind` that
    of its button. `done` is told after it and may say "%(betrag)s" and "%(bis)s"."""

    schritt: str
    address: str
    title: str
    button: str
    form: type[Form]
    act: Action
    done: str
    kind: str = "neben"
    sentence: str = ""
    given: Callable[[Any], dict[str, Any]] = lambda _item: {}


@dataclass(frozen=True)
class Attempt:
    """What came of a step. Without a form it is done; otherwise `form` is as it was sent."""

    step: StaffStep
    form: Form | None = None
    too_late: str = ""
    kept: tuple[str, ...] = ()

    def confirmed(self, steps: Sequence[Step], actor: Actor, *, until: datetime | None) -> str:
        """The sentence after the step; "" where it is not what this actor has just done."""
        last = steps[-1] if steps else None
        if self.form is not None or last is None or last.staff_id != actor.staff_id:
            return ""
        if last.step != self.step.schritt:
            return ""
        return str(self.step.done) % {
            "betrag": geld(last.amount_cent or 0),
            "bis": datum(until) if until else "",
        }


def told_after(request: Request, steps: Iterable[StaffStep]) -> Attempt | None:
    """The step that the address says was done; nonsense is as if it were not there."""
    asked = request.query_params.get("getan")
    return next((Attempt(step) for step in steps if step.address == asked), None)


def forms_for(steps: Iterable[StaffStep], item: object, attempt: Attempt | None) -> dict[str, Form]:
    """By address: each as it is first shown, but one that was refused as it was sent."""
    forms = {step.address: step.form(data=step.given(item)) for step in steps}
    if attempt and attempt.form is not None and attempt.step.address in forms:
        forms[attempt.step.address] = attempt.form
    return forms


class Taking(ABC, Generic[Item]):
    """One request that wants one step on the item of its address."""

    page: ClassVar[str]
    fragment: ClassVar[str]

    def __init__(
        self,
        request: Request,
        vorgangsnummer: str,
        session: DbSession,
        actor: CurrentActor,
        data: RawForm,
        at: Now,
    ) -> None:
        self.request, self.session, self.data = request, session, data
        self.actor, self.at, self.vorgangsnummer = actor, at, vorgangsnummer
        self.item = self.load(lock=True)

    @abstractmethod
    def load(self, *, lock: bool = False) -> Item:
        """Raises NotFound."""

    @abstractmethod
    def verdict(self, step: StaffStep) -> Verdict:
        """Whether this actor may."""

    @abstractmethod
    def demand(self, step: StaffStep) -> None:
        """Whether the lifecycle allows it now. Raises StepNotPossible."""

    @abstractmethod
    def shown(self, attempt: Attempt) -> dict[str, Any]:
        """What page and fragment show of the item."""

    @abstractmethod
    def last_step(self) -> str:
        """What happened last, in one sentence."""

    def known_texts(self) -> Sequence[str | None]:
        """What a form brings along without anybody having typed it."""
        return ()

    def take(self, step: StaffStep) -> Response:
        """Raises NotAllowed with the reason, or Refused with the page."""
        self.verdict(step).demand()
        # A text that a form does not send along stays as it is.
        form = bind(step.form, self.data, data=step.given(self.item))
        try:
            self.demand(step)
            if not form.validate():
                raise self._refused(Attempt(step, form))
            step.act(self.session, self.item, by=self.actor, at=self.at, **form.values)
        except FieldRefused as refusal:
            form[refusal.feld].errors = [refusal.reason]
            raise self._refused(Attempt(step, form)) from refusal
        except StepNotPossible as refusal:
            raise self._too_late(step, form, refusal.reason) from refusal
        return self._done(step)

    def _done(self, step: StaffStep) -> Response:
        # A step is posted below the page of what it changes.
        place = self.request.url.path.rpartition("/")[0]
        address = f"{place}?getan={step.address}"
        if "HX-Request" not in self.request.headers:
            return redirect(address)
        self.session.flush()
        context = self.shown(Attempt(step))
        answer = respond(self.request, page=self.page, fragment=self.fragment, **context)
        answer.headers["HX-Replace-Url"] = address
        return answer

    def _refused(self, attempt: Attempt, *, status: int = 422) -> Refused:
        return Refused(self.page, fragment=self.fragment, status=status, **self.shown(attempt))

    def _too_late(self, step: StaffStep, form: Form, reason: str) -> Refused:
        """The item as it is now, without what this step had already begun to change."""
        self.session.rollback()
        self.item = self.load()
        known = self.known_texts()
        typed = (f.data for f in form if isinstance(f, AreaField))
        kept = tuple(text for text in typed if text and text not in known)
        told = f"{reason} {self.last_step()}".strip()
        return self._refused(Attempt(step, form, too_late=told, kept=kept), status=409)
