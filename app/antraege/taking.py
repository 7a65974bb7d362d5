"""How staff take a step over HTTP: the same for each, whatever the step does.

Loaded as this actor sees it and locked, judged, the form bound, the step done; then the page
anew. What stands in the way is told on the same page, with what was typed: 422 for a value that
does not fit, 409 where another person was faster or the pot is short.
"""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response

from app.antraege import policy, queries, steps
from app.antraege.errors import FieldRefused
from app.antraege.screen import FRAGMENT, PAGE, shown
from app.antraege.staff_steps import STEP_OF, StaffStep
from app.antraege.status import Schritt
from app.antraege.trail import last_step
from app.auth.dependencies import CurrentActor
from app.clock import Now
from app.db import DbSession
from app.errors import StepNotPossible
from app.history.chain import trail
from app.web.forms import AreaField, Form, RawForm, bind
from app.web.refusals import Refused
from app.web.rendering import redirect, respond


class Taking:
    """One request that wants one step on the Antrag of its address."""

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
        self.actor, self.at = actor, at
        self.antrag = queries.staff_one(session, actor, vorgangsnummer, lock=True)

    def take(self, schritt: Schritt) -> Response:
        """Raises NotAllowed with the reason, or Refused with the page."""
        step = STEP_OF[schritt]
        policy.MAY[schritt](self.actor, self.antrag).demand()
        form = bind(step.form, self.data)
        try:
            steps.demand(self.antrag, schritt)
            if not form.validate():
                raise self._refused(step, form)
            step.act(self.session, self.antrag, by=self.actor, at=self.at, **form.values)
        except FieldRefused as refusal:
            form[refusal.feld].errors = [refusal.reason]
            raise self._refused(step, form) from refusal
        except StepNotPossible as refusal:
            raise self._too_late(step, form, refusal.reason) from refusal
        return self._done()

    def _done(self) -> Response:
        if "HX-Request" not in self.request.headers:
            return redirect(f"/intern/antraege/{self.antrag.vorgangsnummer}")
        self.session.flush()
        context = shown(self.session, self.actor, self.antrag, at=self.at)
        return respond(self.request, page=PAGE, fragment=FRAGMENT, **context)

    def _refused(self, step: StaffStep, form: Form) -> Refused:
        context = shown(self.session, self.actor, self.antrag, at=self.at, sent=(step, form))
        return Refused(PAGE, fragment=FRAGMENT, **context)

    def _too_late(self, step: StaffStep, form: Form, reason: str) -> Refused:
        """The Antrag as it is now, without what this step had already begun to change."""
        number = self.antrag.vorgangsnummer
        self.session.rollback()
        antrag = queries.staff_one(self.session, self.actor, number)
        context = shown(
            self.session,
            self.actor,
            antrag,
            at=self.at,
            sent=(step, form),
            too_late=f"{reason} {last_step(trail(self.session, number))}".strip(),
            kept=tuple(f.data for f in form if isinstance(f, AreaField) and f.data),
        )
        return Refused(PAGE, fragment=FRAGMENT, status=409, **context)


Taken = Annotated[Taking, Depends()]
