"""The start page, and the Quartiere: what happens there, what money is left, whom to ask."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.casework.door import Doors
from app.clock import Now
from app.db import DbSession
from app.fonds import queries as fonds
from app.projekte import queries as projekte
from app.quartiere import queries
from app.quartiere.opening import opening
from app.quartiere.search import LONGEST_QUERY, Found, look_up
from app.start.news import latest
from app.text.inputs import clean_text
from app.web.privacy import Privacy
from app.web.rendering import fragment_wanted, render

router = APIRouter(tags=[Privacy.public])


@router.get("/")
def start(request: Request, session: DbSession, features: Doors, at: Now) -> Response:
    typed = clean_text(request.query_params.get("stadtteil", ""))[:LONGEST_QUERY]
    found = look_up(queries.places(session), typed) if typed else Found("")
    if fragment_wanted(request):
        return render(request, "start/_treffer.html", fund=found)
    return render(
        request,
        "start/start.html",
        fund=found,
        neues=latest(features, session, limit=5),
        staende=fonds.every_fonds(session, at=at),
        projekte=projekte.newest(session, limit=2),
        termine=queries.next_termine(session, at=at),
    )


@router.get("/quartiere")
def index(request: Request, session: DbSession) -> Response:
    return render(request, "start/liste.html", bezirke=queries.by_stadtbezirk(session))


@router.get("/quartiere/{slug}")
def show(request: Request, slug: str, session: DbSession, features: Doors, at: Now) -> Response:
    quartier = queries.one(session, slug)
    here = quartier.id
    assert here is not None  # noqa: S101 - loaded from the database
    return render(
        request,
        "start/zeigen.html",
        quartier=quartier,
        neues=latest(features, session, quartier_id=here, limit=3),
        staende=fonds.fonds_of_quartier(session, here, at=at),
        projekte=projekte.newest(session, quartier_id=here, limit=6),
        termine=queries.next_termine(session, at=at, quartier_id=here),
        sprechzeit=opening(quartier.sprechstunden, at=at),
    )
