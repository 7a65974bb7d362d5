"""Lines of the Kostenplan and of the Finanzierungsplan: added, changed, taken out, summed up.

Every button of these pages sends the whole form, so that nothing typed is lost with or without
the script.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from app.antraege.formular import topics
from app.antraege.formular.answers import elsewhere, is_draft
from app.antraege.formular.line_forms import KostenForm
from app.antraege.formular.pages import HolderAntrag
from app.antraege.formular.plans import LINE_PREFIX
from app.antraege.formular.sending import SentPage
from app.antraege.formular.topics import Topic
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


def _sent(topic: Topic) -> Callable[..., SentPage]:
    def prepare(
        request: Request,
        token: str,
        antrag: HolderAntrag,
        session: DbSession,
        data: RawForm,
        at: Now,
    ) -> SentPage:
        return SentPage(topic, request, token, antrag, session, data, at)

    return prepare


SentKosten = Annotated[SentPage, Depends(_sent(KOSTEN))]
SentGeld = Annotated[SentPage, Depends(_sent(GELD))]


@router.post("/vorgang/{token}/antrag/kosten")
def save_kosten(plan: SentKosten) -> Response:
    return plan.save()


@router.post("/vorgang/{token}/antrag/kosten/positionen")
def add_position(plan: SentKosten) -> Response:
    return plan.save(demanded=True, stays=True)


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
    return plan.save()


@router.post("/vorgang/{token}/antrag/finanzierung/posten")
def add_posten(plan: SentGeld) -> Response:
    return plan.save(demanded=True, stays=True)


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
    return plan.save(stays=True)


def _typed(raw: str) -> int:
    try:
        return parse_euro(raw)
    except ValueError:
        return 0
