"""What residents see of Projekte: the list with its filter, and one Projekt."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import BERLIN, Now
from app.db import DbSession
from app.projekte import presentation, queries
from app.projekte.beteiligung import BETEILIGUNGSSTUFEN
from app.projekte.filters import filter_form, wanted_projekte
from app.quartiere import queries as quartiere
from app.text.paging import page_number, paginate
from app.web.privacy import Privacy
from app.web.rendering import render, respond

router = APIRouter(tags=[Privacy.public])


@router.get("/projekte")
def index(request: Request, session: DbSession) -> Response:
    known = quartiere.choices(session)
    wanted = wanted_projekte(request.query_params, known)
    number = page_number(request.query_params.get("seite"))
    rows = queries.public_list(session, wanted, page=number)
    return respond(
        request,
        page="projekte/liste.html",
        fragment="projekte/_liste.html",
        form=filter_form(wanted, known),
        gefiltert=wanted.active,
        seite=paginate(rows, number, wanted.parameters),
    )


@router.get("/projekte/{slug}")
def show(request: Request, slug: str, session: DbSession, at: Now) -> Response:
    projekt = queries.public_one(session, slug)
    today = at.astimezone(BERLIN).date()
    return render(
        request,
        "projekte/zeigen.html",
        projekt=projekt,
        heute=today,
        schritte=presentation.steps(projekt.schritte, today=today),
        stufen=BETEILIGUNGSSTUFEN,
        presentation=presentation,
    )
