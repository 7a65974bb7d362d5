"""What residents see of Projekte: the list with its filter, and one Projekt."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.casework.filters import read_filter
from app.clock import BERLIN, Now
from app.db import DbSession
from app.projekte import presentation, queries
from app.projekte.beteiligung import BETEILIGUNGSSTUFEN
from app.projekte.filters import FilterForm, Projektfilter
from app.quartiere import queries as quartiere
from app.web.privacy import Privacy
from app.web.rendering import render, respond

router = APIRouter(tags=[Privacy.public])


@router.get("/projekte")
def index(request: Request, session: DbSession) -> Response:
    form = FilterForm()
    form.quartier.offer(quartiere.choices(session))
    chosen = read_filter(form, request.query_params, Projektfilter)
    return respond(
        request,
        page="projekte/liste.html",
        fragment="projekte/_liste.html",
        form=form,
        gefiltert=chosen.is_active,
        seite=chosen.page(session, queries.public_list(chosen.values)),
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
