"""The staff's list of Ideen, and a step on several of them at once; one Idee is in `office`."""

from functools import partial

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import Permission
from app.casework.routes import office_router
from app.clock import Now
from app.db import DbSession
from app.ideen.inbox import LIST, each_chosen, inbox
from app.ideen.office import OFFICE
from app.ideen.steps.ablehnen import AblehnungForm, ablehnen
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
def publish_several(session: DbSession, actor: CurrentActor, data: RawForm, at: Now) -> Response:
    publish = partial(veroeffentlichen, session, by=actor, at=at)
    return redirect(each_chosen(session, actor, data, publish).address("veroeffentlicht"))


@router.post("/intern/ideen/ablehnungen", dependencies=[moderating])
def refuse_several(
    request: Request, session: DbSession, actor: CurrentActor, data: RawForm, at: Now
) -> Response:
    form = bind(AblehnungForm, data)
    if not form.validate():
        chosen = set(data.getlist("nummer"))
        context = inbox(session, actor, request.query_params, form)
        raise Refused(LIST, **context | {"gewaehlt": chosen})
    refuse = partial(ablehnen, session, by=actor, at=at, **form.values)
    return redirect(each_chosen(session, actor, data, refuse).address("abgelehnt"))


router.include_router(office_router(OFFICE))
