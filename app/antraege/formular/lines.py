"""Lines of the Kostenplan and of the Finanzierungsplan: added, taken out, summed up.

Every button of these pages sends the whole form, so that nothing typed is lost with or without
the script.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.antraege.formular import drafts, topics
from app.antraege.formular.contents import LINE_FORMS, LINE_PREFIX
from app.antraege.formular.fitting import form_of, reasons_sent
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
from app.text.inputs import MAX_CENT, parse_euro
from app.web.forms import RawForm, bind
from app.web.privacy import Privacy
from app.web.rendering import fragment_wanted, redirect, render

router = APIRouter(tags=[Privacy.private])

KOSTEN, GELD = topics.topic(Seite.kosten), topics.topic(Seite.finanzierung)


@router.post("/vorgang/{token}/antrag/kosten")
def save_kosten(
    request: Request, token: str, antrag: HolderAntrag, session: DbSession, data: RawForm, at: Now
) -> Response:
    return _save(request, session, antrag, KOSTEN, token, data, at=at, go_on=True)


@router.post("/vorgang/{token}/antrag/kosten/positionen")
def add_position(
    request: Request, token: str, antrag: HolderAntrag, session: DbSession, data: RawForm, at: Now
) -> Response:
    return _save(request, session, antrag, KOSTEN, token, data, at=at, demanded=True)


@router.post("/vorgang/{token}/antrag/kosten/positionen/{number}/entfernung")
def remove_position(
    request: Request,
    token: str,
    number: int,
    antrag: HolderAntrag,
    session: DbSession,
    data: RawForm,
    at: Now,
) -> Response:
    return _remove(request, session, antrag, KOSTEN, token, data, number, at=at)


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
def save_geld(
    request: Request, token: str, antrag: HolderAntrag, session: DbSession, data: RawForm, at: Now
) -> Response:
    return _save(request, session, antrag, GELD, token, data, at=at, go_on=True)


@router.post("/vorgang/{token}/antrag/finanzierung/posten")
def add_posten(
    request: Request, token: str, antrag: HolderAntrag, session: DbSession, data: RawForm, at: Now
) -> Response:
    return _save(request, session, antrag, GELD, token, data, at=at, demanded=True)


@router.post("/vorgang/{token}/antrag/finanzierung/posten/{number}/entfernung")
def remove_posten(
    request: Request,
    token: str,
    number: int,
    antrag: HolderAntrag,
    session: DbSession,
    data: RawForm,
    at: Now,
) -> Response:
    return _remove(request, session, antrag, GELD, token, data, number, at=at)


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
def save_and_sum_up(
    request: Request, token: str, antrag: HolderAntrag, session: DbSession, data: RawForm, at: Now
) -> Response:
    return _save(request, session, antrag, GELD, token, data, at=at)


def _typed(raw: str) -> int:
    try:
        return min(parse_euro(raw[:32]), MAX_CENT)
    except ValueError:
        return 0


def _forms(session: Session, antrag: Antrag, topic: Topic, data: Any) -> dict[str, Any]:
    forms = {
        "line_form": bind(LINE_FORMS[topic.key], data, prefix=LINE_PREFIX),
        "reasons": reasons_sent(antrag, data),
    }
    return forms | ({"form": form_of(session, antrag, topic, data)} if topic.form else {})


def _beside_line(forms: dict[str, Any]) -> dict[str, Any]:
    return {name: form for name, form in forms.items() if name != "line_form"}


def _save(
    request: Request,
    session: Session,
    antrag: Antrag,
    topic: Topic,
    token: str,
    data: Any,
    *,
    at: datetime,
    demanded: bool = False,
    go_on: bool = False,
) -> Response:
    """Every button adds a line that was begun; with `demanded` an empty one is a mistake."""
    if not is_draft(antrag):
        return elsewhere(request, token)
    forms = _forms(session, antrag, topic, data)
    begun = demanded or not forms["line_form"].is_empty
    if not all_sound(forms if begun else _beside_line(forms)):
        refuse(request, session, antrag, topic, token, at=at, **forms)
    take_over(session, antrag, topic, forms, at=at)
    if begun:
        drafts.add_line(antrag, forms["line_form"], at=at)
    if go_on:
        return onward(session, antrag, topic, token, at=at)
    return redirect(f"/vorgang/{token}/antrag/{topic.key}")


def _remove(
    request: Request,
    session: Session,
    antrag: Antrag,
    topic: Topic,
    token: str,
    data: Any,
    number: int,
    *,
    at: datetime,
) -> Response:
    """A field that is ill-formed does not stand in the way of taking out a line."""
    if not is_draft(antrag):
        return elsewhere(request, token)
    forms = _beside_line(_forms(session, antrag, topic, data))
    if all_sound(forms):
        take_over(session, antrag, topic, forms, at=at)
    lines: list[Any] = antrag.kosten if topic is KOSTEN else antrag.finanzierung
    drafts.remove_line(session, antrag, lines, number, at=at)
    return redirect(f"/vorgang/{token}/antrag/{topic.key}")
