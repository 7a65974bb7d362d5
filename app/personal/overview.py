"""/intern/rollen: who is responsible for what, role by role, with what has nobody."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.auth.dependencies import require
from app.auth.permissions import Permission
from app.clock import Now
from app.db import DbSession
from app.personal import places
from app.personal.stellen import plan
from app.personal.tasks import OVERVIEW
from app.web.privacy import Privacy
from app.web.rendering import render

router = APIRouter(
    prefix=OVERVIEW,
    dependencies=[Depends(require(Permission.rollen_sehen))],
    tags=[Privacy.private],
)


@router.get("")
def roles(request: Request, session: DbSession, at: Now) -> Response:
    found = plan(session, at=at)
    return render(
        request,
        "intern/personal/rollen.html",
        rollen=found,
        luecken=sum(one.empty for one in found),
        orte=places.load(session),
    )
