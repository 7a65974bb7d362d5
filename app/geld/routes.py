"""What everybody sees of the pots."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.antraege.queries import funded, funded_sum
from app.antraege.rules import in_words
from app.clock import Now
from app.db import DbSession
from app.fonds import queries
from app.fonds.pots import pot_of
from app.web.privacy import Privacy
from app.web.rendering import render

router = APIRouter(tags=[Privacy.public])


@router.get("/fonds")
def index(request: Request, session: DbSession, at: Now) -> Response:
    pots = [pot_of(topf, at=at) for topf in queries.all_pots(session, at=at)]
    return render(request, "geld/liste.html", pots=pots)


@router.get("/fonds/{slug}")
def show(request: Request, slug: str, session: DbSession, at: Now) -> Response:
    pot = pot_of(queries.pot(session, slug, at=at), at=at)
    return render(
        request,
        "geld/zeigen.html",
        pot=pot,
        rules=in_words(pot.fonds),
        funded=funded(session, fonds_id=pot.fonds.id),
        funded_sum=funded_sum(session, fonds_id=pot.fonds.id),
    )
