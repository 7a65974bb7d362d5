"""What residents see of Ideen: the list and one Idee. Writing one is in `entry`."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.clock import Now
from app.db import DbSession
from app.fonds import queries as fonds
from app.history.chain import trail
from app.ideen import entry, moderation, queries
from app.ideen.forms import SuchForm
from app.ideen.queries import SORTIERUNGEN, Ideenfilter
from app.ideen.status import IDEENSTATUS, OEFFENTLICH, Ideenstatus
from app.ideen.trail import sender_trail
from app.quartiere import queries as quartiere
from app.quartiere.begriffe import HANDLUNGSFELDER, Handlungsfeld
from app.text.inputs import clean_text, member_or_none
from app.text.paging import page_number, paginate
from app.web.privacy import Privacy
from app.web.rendering import render, respond

router = APIRouter(tags=[Privacy.public])
router.include_router(entry.router)
router.include_router(moderation.router)


@router.get("/ideen")
def index(request: Request, session: DbSession) -> Response:
    wanted = _wanted(request)
    number = page_number(request.query_params.get("seite"))
    rows = queries.public_list(session, wanted, page=number)
    page = paginate(rows, number, dict(request.query_params) | {"seite": None})
    fotos = queries.photos(session, [idee.vorgangsnummer for idee in page.rows])
    return respond(
        request,
        page="ideen/liste.html",
        fragment="ideen/_liste.html",
        seite=page,
        fotos=fotos,
        form=_search_form(session, wanted),
        gefiltert=wanted != Ideenfilter(),
    )


@router.get("/ideen/{vorgangsnummer}")
def show(request: Request, vorgangsnummer: str, session: DbSession, at: Now) -> Response:
    idee = queries.public_one(session, vorgangsnummer)
    sources = fonds.open_in_quartier(session, idee.quartier_id, at=at) if idee.seeks_money else ()
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


def _search_form(session: Session, wanted: Ideenfilter) -> SuchForm:
    form = SuchForm(
        data={
            "suche": wanted.suche,
            "quartier": wanted.quartier or "",
            "thema": wanted.thema or "",
            "stand": wanted.stand or "",
            "sortierung": wanted.sortierung,
        }
    )
    form.quartier.offer(quartiere.choices(session))
    form.stand.offer((stand.value, IDEENSTATUS[stand]) for stand in OEFFENTLICH)
    return form


def _wanted(request: Request) -> Ideenfilter:
    """Nonsense in the address is as if it were not there."""
    asked = request.query_params
    stand = member_or_none(Ideenstatus, asked.get("stand"))
    sortierung = asked.get("sortierung", "")
    return Ideenfilter(
        quartier=asked.get("quartier", "")[:60] or None,
        thema=member_or_none(Handlungsfeld, asked.get("thema")),
        stand=stand if stand in OEFFENTLICH else None,
        suche=clean_text(asked.get("suche", ""))[:80],
        sortierung=sortierung if sortierung in SORTIERUNGEN else "neu",
    )
