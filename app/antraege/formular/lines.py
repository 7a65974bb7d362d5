"""Lines of the Kostenplan and of the Finanzierungsplan: added, taken out, summed up.

Every button of these pages sends the whole form, so that nothing typed is lost with or without
the script.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.antraege.formular import drafts, topics
from app.antraege.formular.contents import LINE_FORMS, LINE_PREFIX
from app.antraege.formular.fitting import fit_line, form_of, reasons_sent
from app.antraege.formular.line_forms import KostenForm
from app.antraege.formular.pages import (
    HolderAntrag,
    all_sound,
    elsewhere,
    is_draft,
    onward,
    refuse,
    take_over,
)
from app.antraege.formular.topics import Topic
from app.antraege.models import Antrag
from app.antraege.rules import Seite
from app.antraege.sums import sums_of
from app.clock import Now
from app.db import DbSession
from app.text.inputs import parse_euro
from app.web.forms import RawForm, bind
from app.web.privacy import Privacy
from app.web.rendering import fragment_wanted, redirect, render

router = APIRouter(tags=[Privacy.private])

KOSTEN, GELD = topics.topic(Seite.kosten), topics.topic(Seite.finanzierung)


@dataclass(frozen=True)
class SentPlan:
    """A page with a plan, as the holder of the link sent it. `at` is aware UTC."""

    topic: Topic
    request: Request
    token: str
    antrag: Antrag
    session: Session
    data: FormData
    at: datetime

    def save(self, *, demanded: bool = False, go_on: bool = False) -> Response:
        """Every button adds a line that was begun; with `demanded` an empty one is a mistake."""
        if not is_draft(self.antrag):
            return elsewhere(self.request, self.token)
        line, beside = self._line_form(), self._beside_line()
        forms = beside | {"line_form": line}
        begun = demanded or not line.is_empty
        if not all_sound(forms if begun else beside) or (begun and not self._has_room(line)):
            refuse(
                self.request,
                self.session,
                self.antrag,
                self.topic,
                self.token,
                at=self.at,
                **forms,
            )
        take_over(self.session, self.antrag, self.topic, forms)
        if begun:
            drafts.add_line(self.antrag, line)
        if go_on:
            return onward(self.session, self.antrag, self.topic, self.token, at=self.at)
        return self._same_page()

    def remove(self, number: int) -> Response:
        """A field that is ill-formed does not stand in the way of taking out a line."""
        if not is_draft(self.antrag):
            return elsewhere(self.request, self.token)
        forms = self._beside_line()
        if all_sound(forms):
            take_over(self.session, self.antrag, self.topic, forms)
        drafts.remove_line(self.session, self._lines, number)
        return self._same_page()

    @property
    def _lines(self) -> list[Any]:
        return self.antrag.kosten if self.topic is KOSTEN else self.antrag.finanzierung

    def _has_room(self, line: Any) -> bool:
        """Otherwise the line's form says so."""
        reason = drafts.no_room(self._lines)
        line.text.errors = [*line.text.errors, reason] if reason else line.text.errors
        return not reason

    def _line_form(self) -> Any:
        form = bind(LINE_FORMS[self.topic.key], self.data, prefix=LINE_PREFIX)
        fit_line(form, self.antrag.fonds)
        return form

    def _beside_line(self) -> dict[str, Any]:
        forms: dict[str, Any] = {"reasons": reasons_sent(self.antrag, self.data)}
        if self.topic.form:
            forms["form"] = form_of(self.session, self.antrag, self.topic, self.data)
        return forms

    def _same_page(self) -> Response:
        return redirect(f"/vorgang/{self.token}/antrag/{self.topic.key}")


def _sent(topic: Topic) -> Callable[..., SentPlan]:
    def prepare(
        request: Request,
        token: str,
        antrag: HolderAntrag,
        session: DbSession,
        data: RawForm,
        at: Now,
    ) -> SentPlan:
        return SentPlan(topic, request, token, antrag, session, data, at)

    return prepare


SentKosten = Annotated[SentPlan, Depends(_sent(KOSTEN))]
SentGeld = Annotated[SentPlan, Depends(_sent(GELD))]


@router.post("/vorgang/{token}/antrag/kosten")
def save_kosten(plan: SentKosten) -> Response:
    return plan.save(go_on=True)


@router.post("/vorgang/{token}/antrag/kosten/positionen")
def add_position(plan: SentKosten) -> Response:
    return plan.save(demanded=True)


@router.post("/vorgang/{token}/antrag/kosten/positionen/{number}/entfernung")
def remove_position(plan: SentKosten, number: int) -> Response:
    return plan.remove(number)


@router.get("/vorgang/{token}/antrag/kosten/rechnung")
def multiply(request: Request, token: str, antrag: HolderAntrag) -> Response:
    """What the line comes to that is being typed; nothing is saved."""
    if not is_draft(antrag):
        return elsewhere(request, token)
    if not fragment_wanted(request):
        return redirect(f"/vorgang/{token}/antrag/kosten")
    form = bind(KostenForm, FormData(request.query_params), prefix=LINE_PREFIX)
    return render(request, "antraege/_rechnung.html", line_form=form)


@router.post("/vorgang/{token}/antrag/finanzierung")
def save_geld(plan: SentGeld) -> Response:
    return plan.save(go_on=True)


@router.post("/vorgang/{token}/antrag/finanzierung/posten")
def add_posten(plan: SentGeld) -> Response:
    return plan.save(demanded=True)


@router.post("/vorgang/{token}/antrag/finanzierung/posten/{number}/entfernung")
def remove_posten(plan: SentGeld, number: int) -> Response:
    return plan.remove(number)


@router.get("/vorgang/{token}/antrag/finanzierung/abgleich")
def sum_up(request: Request, token: str, antrag: HolderAntrag) -> Response:
    """The sums with the amount that stands in the field just now; nothing is saved."""
    if not is_draft(antrag):
        return elsewhere(request, token)
    if not fragment_wanted(request):
        return redirect(f"/vorgang/{token}/antrag/finanzierung")
    sums = sums_of(antrag)
    if "beantragt_cent" in request.query_params:
        sums = replace(sums, beantragt=_typed(request.query_params["beantragt_cent"]))
    return render(request, "antraege/_abgleich.html", sums=sums)


@router.post("/vorgang/{token}/antrag/finanzierung/abgleich")
def save_and_sum_up(plan: SentGeld) -> Response:
    return plan.save()


def _typed(raw: str) -> int:
    try:
        return parse_euro(raw)
    except ValueError:
        return 0
