"""How a sender takes a step over HTTP, whatever kind of Vorgang it is on.

Judged before files are worked on, and again under the lock. What stands in the way is told on the
page, with what was typed: 422 for a value that does not fit, 409 where something was faster.
"""

from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.casework.door import Features
from app.casework.sender import SenderStep
from app.casework.versions import SEEN, demand_read
from app.clock import Now
from app.db import session_for
from app.errors import StepNotPossible
from app.history.chain import trail
from app.vorgaenge import queries
from app.vorgaenge.page import PAGE, own_address, page_context
from app.vorgaenge.sender import Own, own, stage_uploads, take
from app.web.forms import Form, bind, typed_texts
from app.web.refusals import Refused
from app.web.rendering import redirect


@dataclass(frozen=True)
class SenderTaking:
    """One request of the holder of a secret link (its `token`) that wants one step."""

    request: Request
    features: Features
    session: Session
    token: str
    data: FormData
    at: Now

    def take(self, address: str) -> Response:
        """Raises NotFound for no such step, or Refused with the page."""
        before = self._before()
        step = before.step(address)
        form = bind(step.form, self.data)
        try:
            before.kind.sender.demand(step, before.item)
            stage_uploads(self.request, form)
            mine = self._locked(step)
            if not form.validate():
                raise self._refused(mine, refused={step.address: form})
            take(self.session, self.request.app.state.settings, mine, step, form, self.at)
        except StepNotPossible as refusal:
            raise self._too_late(step, form, refusal.reason) from refusal
        return redirect(f"{own_address(self.request)}?gespeichert={step.address}")

    def _before(self) -> Own:
        with session_for(self.request.app.state.engine, write=False) as reading:
            return own(self.features, reading, queries.by_token(reading, self.token))

    def _locked(self, step: SenderStep[Any]) -> Own:
        """Raises StepNotPossible."""
        vorgang = queries.by_token(self.session, self.token, lock=True)
        mine = own(self.features, self.session, vorgang, lock=True)
        mine.kind.sender.demand(step, mine.item)
        steps = trail(self.session, vorgang.vorgangsnummer)
        demand_read(self.data, mine.version(steps, self.at))
        return mine

    def _refused(self, mine: Own, *, status: int = 422, **context: Any) -> Refused:
        page = page_context(self.request, self.session, mine, self.at, **context)
        return Refused(PAGE, status=status, **page)

    def _too_late(self, step: SenderStep[Any], form: Form, reason: str) -> Refused:
        """The Vorgang as it is now; a form that its page still has keeps what was typed."""
        self.session.rollback()
        mine = own(self.features, self.session, queries.by_token(self.session, self.token))
        if step in mine.kind.sender.possible(mine.item):
            return self._refused(mine, status=409, refused={step.address: form}, too_late=reason)
        texts = typed_texts(form, self.data, without=(SEEN,))
        return self._refused(mine, status=409, too_late=reason, texts=texts)
