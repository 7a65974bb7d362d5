"""What everybody sees of the pots."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.antraege.queries import funded, funded_count
from app.antraege.rules import in_words
from app.clock import Now
from app.db import DbSession
from app.fonds import queries
from app.web.privacy import Privacy
from app.web.rendering import render

router = APIRouter(tags=[Privacy.public])


@router.get("/fonds")
def index(request: Request, session: DbSession, at: Now) -> Response:
    found = queries.every_fonds(session, at=at)
    return render(request, "geld/liste.html", staende=found)


@router.get("/fonds/{slug}")
def show(request: Request, slug: str, session: DbSession, at: Now) -> Response:
    stand = queries.one(session, slug, at=at)
    return render(
        request,
        "geld/zeigen.html",
        fondsstand=stand,
        rules=in_words(stand.fonds),
        funded=funded(session, fonds_id=stand.fonds.id),
        funded_count=funded_count(session, fonds_id=stand.fonds.id),
    )
