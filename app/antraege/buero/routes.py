"""The staff's list of Anträge; one Antrag is in `office`."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.antraege.buero.inbox import inbox
from app.antraege.buero.office import OFFICE
from app.auth.dependencies import CurrentActor, require
from app.casework.routes import office_router
from app.clock import Now
from app.db import DbSession
from app.web.privacy import Privacy
from app.web.rendering import render

router = APIRouter(tags=[Privacy.private])


@router.get("/intern/antraege", dependencies=[Depends(require(OFFICE.permission))])
def index(request: Request, session: DbSession, actor: CurrentActor, at: Now) -> Response:
    context = inbox(session, actor, request.query_params, at=at)
    return render(request, "intern/antraege/liste.html", **context)


router.include_router(office_router(OFFICE))
