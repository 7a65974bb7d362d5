"""Which Ämter there are."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import col, select

from app.aemter.models import Amt
from app.db import DbSession
from app.web.privacy import Privacy
from app.web.rendering import render

router = APIRouter(tags=[Privacy.public])


@router.get("/aemter")
def index(request: Request, session: DbSession) -> Response:
    return render(
        request, "aemter/liste.html", aemter=session.exec(select(Amt).order_by(col(Amt.name))).all()
    )
