"""How staff take a step over HTTP: the same for every kind, whatever the step does.

Loaded as this actor sees it and locked, judged, the form bound, the step done; then the page anew
with one sentence of confirmation. What stands in the way is told on the same page, with what was
typed: 422 for a value that does not fit, 409 where another person was faster.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from fastapi import Request
from fastapi.responses import Response

from app.auth.dependencies import CurrentActor
from app.casework.desk_page import BEFORE, GO_ON, Attempt, DeskPage
from app.casework.door import Task
from app.casework.notes import Item as HasVorgang
from app.casework.office import Office
from app.casework.steps import StaffStep
from app.casework.versions import SEEN, demand_read, version
from app.clock import Now
from app.db import DbSession
from app.errors import FieldRefused, StepNotPossible
from app.history.chain import trail
from app.web.forms import Form, RawForm, bind, typed_texts
from app.web.refusals import Refused
from app.web.rendering import redirect, respond

Item = TypeVar("Item", bound=HasVorgang)


class Taking(Generic[Item]):
    """One request that wants one step on the item of its address."""

    def __init__(self, page: DeskPage[Item], data: Any) -> None:
        self.page, self.data = page, data
        self.office, self.request, self.session = page.office, page.request, page.session
        self.item = page.load(lock=True)

    def take(self, step: StaffStep[Item]) -> Response:
        """Raises NotAllowed with the reason, or Refused with the page."""
        step.may(self.page.actor, self.item).demand()
        # A text that a form does not send along stays as it is.
        form = bind(step.form, self.data, data=step.initial(self.item))
        step.prepare(self.session, self.item, form, self.page.at)
        try:
            self.office.demand(step, self.item, at=self.page.at)
            steps = trail(self.session, self.item.vorgangsnummer)
            demand_read(self.data, version(self.office.words.with_words(steps)))
            if not form.validate():
                raise self._refused(self._faulty(step, form))
            following = self.page.following()
            values = {"by": self.page.actor, "at": self.page.at, **form.values}
            step.act(self.session, self.item, **values)
        except FieldRefused as refusal:
            form[refusal.feld].errors = [refusal.reason]
            raise self._refused(self._faulty(step, form)) from refusal
        except StepNotPossible as refusal:
            raise self._too_late(step, form, refusal.reason) from refusal
        return self._done(step, following)

    def _done(self, step: StaffStep[Item], following: Task | None) -> Response:
        number = self.item.vorgangsnummer
        passed, in_place = self.page.sitting.including(number), "HX-Request" in self.request.headers
        if GO_ON in self.data and following:
            query = passed.query({BEFORE: f"{number}.{step.address}"})
            return self._lead_to(f"{following.address}{query}#ergebnis")
        then = following.vorgangsnummer if following else ""
        query = passed.query({"getan": step.address} | ({"dann": then} if then else {}))
        address = self.office.address(self.item) + query
        if not in_place:
            return redirect(f"{address}#ergebnis")
        self.session.flush()
        answer = respond(
            self.request,
            page=self.office.page,
            fragment=self.office.fragment,
            **self.page.context(self.item, Attempt(step, following=then)),
        )
        answer.headers["HX-Replace-Url"] = address
        return answer

    def _lead_to(self, address: str) -> Response:
        if "HX-Request" in self.request.headers:
            return Response(headers={"HX-Redirect": address})
        return redirect(address)

    def _refused(self, attempt: Attempt[Item], *, status: int = 422) -> Refused:
        return Refused(
            self.office.page,
            fragment=self.office.fragment,
            status=status,
            **self.page.context(self.item, attempt),
        )

    def _faulty(self, step: StaffStep[Item], form: Form) -> Attempt[Item]:
        """What stands in no field of this form was typed into an older one."""
        strange = (pair for pair in self._written(form) if not pair[0])
        return Attempt(step, form, texts=tuple(strange))

    def _written(self, form: Form) -> list[tuple[str, str]]:
        return typed_texts(form, self.data, without=(SEEN, GO_ON))

    def _too_late(self, step: StaffStep[Item], form: Form, reason: str) -> Refused:
        """The item as it is now, without what this step had already begun to change."""
        not_typed = {*self.office.prefilled(self.item), *step.initial(self.item).values()}
        self.session.rollback()
        self.item = self.page.load()
        texts = tuple(pair for pair in self._written(form) if pair[1] not in not_typed)
        last = self.office.words.last(trail(self.session, self.item.vorgangsnummer))
        attempt = Attempt(step, form, too_late=f"{reason} {last}".strip(), texts=texts)
        return self._refused(attempt, status=409)


def taking(office: Office[Item]) -> Callable[..., Taking[Item]]:
    """The dependency of a step's route."""

    def prepare(
        request: Request,
        vorgangsnummer: str,
        session: DbSession,
        actor: CurrentActor,
        data: RawForm,
        at: Now,
    ) -> Taking[Item]:
        return Taking(DeskPage(office, request, vorgangsnummer, session, actor, at), data)

    return prepare
