"""What residents see of Ideen: the list and one Idee. Writing one is in `entry`."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.casework.filters import read_filter
from app.clock import Now
from app.db import DbSession
from app.fonds import queries as fonds
from app.history.chain import trail
from app.ideen import entry, moderation, queries
from app.ideen.forms import SuchForm
from app.ideen.queries import Ideenfilter
from app.ideen.trail import sender_trail
from app.quartiere import queries as quartiere
from app.quartiere.begriffe import HANDLUNGSFELDER
from app.web.privacy import Privacy
from app.web.rendering import render, respond

router = APIRouter(tags=[Privacy.public])
router.include_router(entry.router)
router.include_router(moderation.router)


@router.get("/ideen")
def index(request: Request, session: DbSession) -> Response:
    form = SuchForm()
    form.quartier.offer(quartiere.choices(session))
    chosen = read_filter(form, request.query_params, Ideenfilter)
    page = chosen.page(session, queries.public_list(chosen.values))
    fotos = queries.photos(session, [idee.vorgangsnummer for idee in page.rows])
    return respond(
        request,
        page="ideen/liste.html",
        fragment="ideen/_liste.html",
        seite=page,
        fotos=fotos,
        form=form,
        gefiltert=chosen.is_active,
    )


@router.get("/ideen/{vorgangsnummer}")
def show(request: Request, vorgangsnummer: str, session: DbSession, at: Now) -> Response:
    idee = queries.public_one(session, vorgangsnummer)
    here = idee.quartier_id if idee.seeks_money else None
    sources = fonds.open_in_quartier(session, here, at=at) if here else ()
    return render(
        request,
        "ideen/zeigen.html",
        idee=idee,
        geldquellen=sources,
        thema=HANDLUNGSFELDER[idee.thema] if idee.thema else "",
        fruehere=queries.earlier_answers(session, idee),
        fotos=queries.photos(session, [idee.vorgangsnummer]).get(idee.vorgangsnummer, []),
        schritte=sender_trail(idee, trail(session, idee.vorgangsnummer, public_only=True), at),
    )
