"""The staff's list of Ideen, and a step on several of them at once; one Idee is in `office`."""

from functools import partial

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.auth.actor import Actor
from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import Permission
from app.casework.routes import office_router
from app.clock import Now
from app.db import DbSession
from app.ideen.bulk import Outcome, each_chosen
from app.ideen.inbox import HOME, LIST, chosen_filter, inbox
from app.ideen.office import OFFICE
from app.ideen.steps.ablehnen import AblehnungForm, ablehnen, contradicted
from app.ideen.steps.veroeffentlichen import veroeffentlichen
from app.web.forms import RawForm, bind
from app.web.privacy import Privacy
from app.web.refusals import Refused
from app.web.rendering import redirect, render

seeing = Depends(require(OFFICE.permission))
moderating = Depends(require(Permission.ideen_moderieren))

router = APIRouter(tags=[Privacy.private])


@router.get("/intern/ideen", dependencies=[seeing])
def index(request: Request, session: DbSession, actor: CurrentActor) -> Response:
    return render(request, LIST, **inbox(session, actor, request.query_params, AblehnungForm()))


@router.post("/intern/ideen/veroeffentlichungen", dependencies=[moderating])
def publish_several(
    request: Request, session: DbSession, actor: CurrentActor, data: RawForm, at: Now
) -> Response:
    form = bind(AblehnungForm, data)
    if any(form.values.values()):
        raise _refused(request, session, actor, data, contradicted(form))
    publish = partial(veroeffentlichen, session, by=actor, at=at)
    outcome = each_chosen(session, actor, data, publish, reading_first=True)
    return _to_list(request, outcome, "veroeffentlicht")


@router.post("/intern/ideen/ablehnungen", dependencies=[moderating])
def refuse_several(
    request: Request, session: DbSession, actor: CurrentActor, data: RawForm, at: Now
) -> Response:
    form = bind(AblehnungForm, data)
    if not form.validate():
        raise _refused(request, session, actor, data, form)
    refuse = partial(ablehnen, session, by=actor, at=at, **form.values)
    return _to_list(request, each_chosen(session, actor, data, refuse), "abgelehnt")


def _refused(
    request: Request, session: Session, actor: Actor, data: FormData, form: AblehnungForm
) -> Refused:
    context = inbox(session, actor, request.query_params, form)
    return Refused(LIST, **context | {"gewaehlt": set(data.getlist("nummer"))})


def _to_list(request: Request, outcome: Outcome, step: str) -> Response:
    """Page and filter stay; the keyboard comes to what was done."""
    filtered = chosen_filter(request.query_params).address_parameters
    return redirect(f"{HOME}?{outcome.query(step, filtered)}#ergebnis")


router.include_router(office_router(OFFICE))
